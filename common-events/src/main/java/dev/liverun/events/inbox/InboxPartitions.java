package dev.liverun.events.inbox;

import dev.liverun.events.EventsConfig;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Keeps a partition of the inbox for each day to come, and drops the days that are past remembering. */
@ApplicationScoped
public class InboxPartitions {

    private static final Logger LOG = Logger.getLogger(InboxPartitions.class);

    private static final String CREATE =
            "select inbox_create_partition($1::date + ahead) from generate_series(0, 3) as ahead";

    private static final String DROP = "select inbox_drop_partitions_before($1)";

    private final Pool pool;
    private final EventsConfig config;
    private final Clock clock;

    InboxPartitions(Pool pool, EventsConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    /** Harmless in several replicas at once: whoever comes second finds nothing to do. */
    @Scheduled(every = "6h", identity = "inbox-partitions")
    public Uni<Void> maintain() {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var forgotten = today.minusDays(config.inbox().retention().toDays());
        return pool.preparedQuery(CREATE)
                .execute(Tuple.of(today))
                .chain(() -> pool.preparedQuery(DROP).execute(Tuple.of(forgotten)))
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.warn("The inbox's partitions wait for the next time; nothing is lost", e))
                .onFailure()
                .recoverWithUni(Uni.createFrom().voidItem());
    }
}
