package dev.liverun.feedback.github;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** What operators see of the way to GitHub. */
@ApplicationScoped
class GitHubMetrics {

    private static final Logger LOG = Logger.getLogger(GitHubMetrics.class);

    private static final String COUNTS = """
            select link.state, count(*) as links,
                   coalesce(extract(epoch from now() - min(report.reported_at)), 0)::bigint as oldest
              from github_links link join feedback_reports report on report.id = link.feedback_id
             group by link.state
            """;

    private final Pool pool;
    private final MeterRegistry registry;
    private volatile Map<LinkState, Long> links = Map.of();
    private volatile long oldestPending;

    GitHubMetrics(Pool pool, MeterRegistry registry) {
        this.pool = pool;
        this.registry = registry;
    }

    void register(@Observes StartupEvent event) {
        for (var state : LinkState.values()) {
            Gauge.builder("liverun.github.links", this, metrics -> metrics.links.getOrDefault(state, 0L))
                    .description("Reports by how far their issues are on their way")
                    .tag("state", state.name())
                    .register(registry);
        }
        Gauge.builder("liverun.github.pending.oldest.age", this, metrics -> metrics.oldestPending)
                .description("Age of the oldest report that waits for its issue to be created")
                .baseUnit("seconds")
                .register(registry);
        for (var kind : GitHubFailure.Kind.values()) {
            failures(kind);
        }
    }

    void failed(GitHubFailure.Kind kind) {
        failures(kind).increment();
    }

    private Counter failures(GitHubFailure.Kind kind) {
        return Counter.builder("liverun.github.failures")
                .description("Calls that GitHub did not carry out, or perhaps not")
                .tag("kind", kind.name())
                .register(registry);
    }

    @Scheduled(every = "15s", identity = "github-metrics", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        return pool.query(COUNTS)
                .execute()
                .invoke(rows -> {
                    var counted = new EnumMap<LinkState, Long>(LinkState.class);
                    long oldest = 0;
                    for (var row : rows) {
                        var state = LinkState.valueOf(row.getString("state"));
                        counted.put(state, row.getLong("links"));
                        if (state == LinkState.PENDING) {
                            oldest = row.getLong("oldest");
                        }
                    }
                    links = counted;
                    oldestPending = oldest;
                })
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.debug("GitHub's links could not be counted", e))
                .onFailure()
                .recoverWithNull();
    }
}
