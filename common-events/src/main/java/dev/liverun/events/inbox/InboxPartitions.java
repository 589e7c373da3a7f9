package dev.liverun.events.inbox;

import dev.liverun.events.EventsConfig;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/** Keeps a partition of the inbox for each day to come, and drops the days that are past remembering. */
@ApplicationScoped
class InboxPartitions {

    private static final Logger LOG = Logger.getLogger(InboxPartitions.class);
    private static final int DAYS_AHEAD = 3;
    private static final String PREFIX = "inbox_d";

    private static final String LIST = "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
            + " where i.inhparent = 'inbox'::regclass and c.relname like 'inbox\\_d________' order by 1";

    private final Pool pool;
    private final EventsConfig config;
    private final Clock clock;

    InboxPartitions(Pool pool, EventsConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    /** Harmless in several replicas at once: whoever comes second finds nothing to do. */
    @Scheduled(every = "6h", delayed = "2s", identity = "inbox-partitions")
    Uni<Void> maintain() {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return inTurn(IntStream.rangeClosed(0, DAYS_AHEAD)
                        .mapToObj(ahead -> create(today.plusDays(ahead)))
                        .toList())
                .chain(() ->
                        dropBefore(today.minusDays(config.inbox().retention().toDays())));
    }

    Uni<Void> dropBefore(LocalDate first) {
        return pool.query(LIST)
                .execute()
                .chain(rows -> inTurn(StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .filter(partition -> day(partition).isBefore(first))
                        .map(partition -> isolated("drop table if exists " + partition))
                        .toList()));
    }

    private Uni<Void> create(LocalDate day) {
        return isolated("create table if not exists %s partition of inbox for values from (%s) to (%s)"
                .formatted(name(day), floor(day), floor(day.plusDays(1))));
    }

    private Uni<Void> isolated(String statement) {
        return pool.query(statement)
                .execute()
                .replaceWithVoid()
                .onFailure()
                .invoke(e -> LOG.warnf("Inbox partitions, tried again in 6 h: %s: %s", statement, e.getMessage()))
                .onFailure()
                .recoverWithUni(Uni.createFrom().voidItem());
    }

    private static String name(LocalDate day) {
        return PREFIX + day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static LocalDate day(String partition) {
        return LocalDate.parse(partition.substring(PREFIX.length()), DateTimeFormatter.BASIC_ISO_DATE);
    }

    // A bound must be a constant, not a function call.
    private static String floor(LocalDate day) {
        var millis = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        var hex = "%012x".formatted(millis);
        return "'" + hex.substring(0, 8) + "-" + hex.substring(8) + "-0000-0000-000000000000'";
    }

    private static Uni<Void> inTurn(List<Uni<Void>> works) {
        return Multi.createFrom()
                .iterable(works)
                .onItem()
                .transformToUniAndConcatenate(work -> work)
                .onItem()
                .ignoreAsUni();
    }
}
