package dev.liverun.feedback.reports;

import dev.liverun.events.contract.FeedbackPriority;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** What operators see of reports that wait. */
@ApplicationScoped
class ReportMetrics {

    private static final Logger LOG = Logger.getLogger(ReportMetrics.class);

    private static final String COUNT = """
            select priority, count(*) filter (where due_at < $1) as overdue, count(*) as open
              from feedback_reports where status < 2 and withdrawn_at is null group by priority
            """;

    private record Waiting(long open, long overdue) {}

    private static final Waiting NONE = new Waiting(0, 0);

    private final Pool pool;
    private final MeterRegistry registry;
    private final Timing timing;
    private volatile Map<FeedbackPriority, Waiting> waiting = Map.of();

    ReportMetrics(Pool pool, MeterRegistry registry, Timing timing) {
        this.pool = pool;
        this.registry = registry;
        this.timing = timing;
    }

    void register(@Observes StartupEvent event) {
        for (var priority : FeedbackPriority.values()) {
            Gauge.builder("liverun.feedback.overdue", this, metrics -> metrics.of(priority)
                            .overdue())
                    .description("Reports that should have been resolved by now")
                    .tag("priority", priority.name())
                    .register(registry);
            Gauge.builder("liverun.feedback.open", this, metrics -> metrics.of(priority)
                            .open())
                    .description("Reports that are not resolved")
                    .tag("priority", priority.name())
                    .register(registry);
        }
    }

    private Waiting of(FeedbackPriority priority) {
        return waiting.getOrDefault(priority, NONE);
    }

    @Scheduled(every = "15s", identity = "report-metrics", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(timing.now().atOffset(ZoneOffset.UTC)))
                .invoke(rows -> {
                    var counted = new EnumMap<FeedbackPriority, Waiting>(FeedbackPriority.class);
                    rows.forEach(row -> counted.put(
                            FeedbackPriority.values()[row.getShort("priority")],
                            new Waiting(row.getLong("open"), row.getLong("overdue"))));
                    waiting = counted;
                })
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.debug("reports could not be counted", e))
                .onFailure()
                .recoverWithNull();
    }
}
