package dev.liverun.feedback.github.sync;

import dev.liverun.feedback.github.client.GitHubFailure;
import dev.liverun.feedback.github.client.GitHubIssues;
import dev.liverun.feedback.github.links.DispatchWakeUp;
import dev.liverun.feedback.github.links.LinkTable;
import dev.liverun.feedback.github.links.Pace;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Lists what changed on GitHub, for what webhooks missed. Two replicas that do it at once find the same. */
@ApplicationScoped
public class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    /** GitHub's listings lag, and its clock is not ours. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private static final Duration FIRST_LOOK_BACK = Duration.ofDays(1);

    private static final String REPOSITORIES = """
            select name, reconciled_until from github_repositories repository
             where exists (select from github_links link where link.repository = repository.name and link.state = 'LINKED')
               and not exists (select from github_pace where paused_until > $1)
            """;

    private static final String RECONCILED = "update github_repositories set reconciled_until = $2 where name = $1";

    private static final String FORGET_DELIVERIES =
            "delete from github_deliveries where received_at < now() - interval '30 days'";

    private final Pool pool;
    private final GitHubIssues gitHub;
    private final LinkTable links;
    private final Pace pace;
    private final Twins twins;
    private final DispatchWakeUp dispatcher;
    private final Clock clock;

    Reconciler(
            Pool pool,
            GitHubIssues gitHub,
            LinkTable links,
            Pace pace,
            Twins twins,
            DispatchWakeUp dispatcher,
            Clock clock) {
        this.pool = pool;
        this.gitHub = gitHub;
        this.links = links;
        this.pace = pace;
        this.twins = twins;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    @Scheduled(
            every = "{liverun.github.reconcile-every}",
            delayed = "3s",
            identity = "github-reconciler",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> reconcile() {
        return pool.preparedQuery(REPOSITORIES)
                .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(this::reconcile)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(e -> LOG.warnf("GitHub was not reconciled; the next time it is: %s", e.getMessage()))
                .onFailure()
                .recoverWithUni(Uni.createFrom().voidItem());
    }

    @Scheduled(every = "6h", delayed = "1m", identity = "github-deliveries-retention")
    public Uni<Void> forgetDeliveries() {
        return pool.query(FORGET_DELIVERIES).execute().chain(pace::forget);
    }

    private Uni<Void> reconcile(Row row) {
        var repository = row.getString("name");
        var until = row.getOffsetDateTime("reconciled_until");
        Instant now = clock.instant();
        Instant since =
                until == null ? now.minus(FIRST_LOOK_BACK) : until.toInstant().minus(OVERLAP);
        return gitHub.changedSince(repository, since)
                .call(issues -> twins.closeAmong(issues, repository))
                .chain(issues -> links.drifted(repository, issues))
                .invoke(drifted -> {
                    if (drifted > 0) {
                        dispatcher.soon();
                    }
                })
                .chain(() -> pool.preparedQuery(RECONCILED).execute(Tuple.of(repository, now.atOffset(ZoneOffset.UTC))))
                .replaceWithVoid()
                .onFailure(GitHubFailure.class)
                .invoke(e -> LOG.warnf("%s was not reconciled; the next time it is: %s", repository, e.getMessage()))
                .onFailure(GitHubFailure.class)
                .recoverWithUni(Uni.createFrom().voidItem());
    }
}
