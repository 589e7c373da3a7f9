package dev.liverun.feedback.github.links;

import dev.liverun.feedback.github.client.GitHubConfig;
import dev.liverun.feedback.reports.FeedbackReport;
import dev.liverun.feedback.reports.NewReport;
import dev.liverun.feedback.reports.ReportObserver;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Gives a report its link, in the transaction that files it; and notes that a linked one has changed. */
@ApplicationScoped
public class GitHubLinks implements ReportObserver {

    private static final String LINK = """
            with known as (
                insert into github_repositories (name)
                select $2 where not exists (select from github_repositories where name = $2) on conflict do nothing
            )
            insert into github_links (
                   feedback_id, repository, state, due_at, behind_since, labels, assignees, template, priority)
            values ($1, $2, 'PENDING', $3, $3, $4, $5, $6, $7)
            """;

    // An issue that is not there yet takes the report as it is when it is sent; one that was held back may go now.
    private static final String CHANGED = """
            update github_links
               set due_at = coalesce(due_at, %1$s), dirty = state = 'LINKED',
                   behind_since = coalesce(behind_since, %1$s)
             where (state = 'LINKED' or state = 'PENDING' and held is not null) and feedback_id = %2$s
            """;

    private static final String ON_CONNECTION = CHANGED.formatted("$1", "$2");
    private static final String IN_SESSION = CHANGED.formatted("?1", "?2");
    private static final String PRIORITY =
            "update github_links set priority = ?2 where feedback_id = ?1 and priority <> ?2";

    private final GitHubConfig config;
    private final Mappings mappings;
    private final DispatchWakeUp dispatcher;
    private final Clock clock;

    GitHubLinks(GitHubConfig config, Mappings mappings, DispatchWakeUp dispatcher, Clock clock) {
        this.config = config;
        this.mappings = mappings;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    @Override
    public Uni<Void> filed(List<NewReport> reports, SqlConnection transaction) {
        var rows = reports.stream().flatMap(filed -> row(filed).stream()).toList();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(LINK)
                        .executeBatch(rows)
                        .invoke(dispatcher::soon)
                        .replaceWithVoid();
    }

    /** Nothing where no issue is wanted. */
    private Optional<Tuple> row(NewReport filed) {
        var report = filed.report();
        var mapping = mappings.of(report);
        var usual = mapping.map(Mapping::repository).or(config::repository);
        if (usual.isEmpty() || !filed.session().createsIssues()) {
            return Optional.empty();
        }
        return Optional.of(Tuple.from(Arrays.asList(
                report.id(),
                filed.session().repositoryOr(usual.get()),
                clock.instant().atOffset(ZoneOffset.UTC),
                mapping.map(Mapping::labels).orElse(List.of()).toArray(String[]::new),
                mapping.map(Mapping::assignees).orElse(List.of()).toArray(String[]::new),
                mapping.map(Mapping::template).orElse(null),
                (short) report.priority().ordinal())));
    }

    @Override
    public Uni<Void> commented(UUID feedbackId, SqlConnection transaction) {
        return transaction
                .preparedQuery(ON_CONNECTION)
                .execute(Tuple.of(soon().atOffset(ZoneOffset.UTC), feedbackId))
                .invoke(dispatcher::soon)
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> changed(FeedbackReport report) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(IN_SESSION)
                        .setParameter(1, soon())
                        .setParameter(2, report.id())
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery(PRIORITY)
                                .setParameter(1, report.id())
                                .setParameter(2, report.priority().ordinal())
                                .executeUpdate()))
                .invoke(dispatcher::soon)
                .replaceWithVoid();
    }

    /** Changes that follow each other closely are brought over together. */
    private Instant soon() {
        return clock.instant().plus(config.coalesce());
    }
}
