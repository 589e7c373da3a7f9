package dev.liverun.feedback.github.sync;

import dev.liverun.feedback.github.links.LinkState;
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
public class GitHubMetrics {

    private static final Logger LOG = Logger.getLogger(GitHubMetrics.class);

    private static final String COUNTS = """
            select state, count(*) as links,
                   coalesce(extract(epoch from now() - min(behind_since) filter (where held is null)), 0)::bigint as oldest
              from github_links
             group by state
            """;

    private static final String LAG = """
            select coalesce(extract(epoch from now() - min(behind_since)), 0)::bigint as lag,
                   (select count(*) from github_conflicts where settled_at is null) as conflicts,
                   (select count(*) from github_links where jsonb_array_length(held) > 0) as held
              from github_links where behind_since is not null
            """;

    private final Pool pool;
    private final MeterRegistry registry;
    private volatile Map<LinkState, Long> links = Map.of();
    private volatile long oldestPending;
    private volatile long lag;
    private volatile long conflicts;
    private volatile long held;

    GitHubMetrics(Pool pool, MeterRegistry registry) {
        this.pool = pool;
        this.registry = registry;
    }

    public void register(@Observes StartupEvent event) {
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
        Gauge.builder("liverun.github.sync.lag", this, metrics -> metrics.lag)
                .description("How long the report and issue that wait longest have not been brought together")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("liverun.github.conflicts", this, metrics -> metrics.conflicts)
                .description("Fields that were changed differently on both sides and that nobody has settled")
                .register(registry);
        Gauge.builder("liverun.github.held", this, metrics -> metrics.held)
                .description("Reports of which something is held back until somebody consents")
                .register(registry);
    }

    @Scheduled(every = "15s", identity = "github-metrics", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> measure() {
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
                .chain(() -> pool.query(LAG).execute())
                .invoke(rows -> {
                    var row = rows.iterator().next();
                    lag = row.getLong("lag");
                    conflicts = row.getLong("conflicts");
                    held = row.getLong("held");
                })
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.debug("GitHub's links could not be counted", e))
                .onFailure()
                .recoverWithNull();
    }
}
