package dev.liverun.load.session;

import static dev.liverun.load.session.SessionsBenchmark.print;
import static dev.liverun.load.session.SessionsBenchmark.told;

import dev.liverun.events.EventCodec.Encoded;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * From the commit of an event in an outbox, each in a transaction of its own, to seen in the view: over the relay and Kafka,
 * as from any owner.
 */
final class Views {

    private static final int RATE = 500;
    private static final Duration UNTIL_COMPILED = Duration.ofSeconds(40);
    private static final Duration FOLLOWED = Duration.ofSeconds(15);
    private static final long PATIENCE = Duration.ofMinutes(2).toNanos();

    private final SessionWorld world;
    private final UUID session;

    Views(SessionWorld world) {
        this.world = world;
        this.session = world.session();
    }

    boolean run() {
        follow(UNTIL_COMPILED, new ConcurrentHistogram(3));
        var seen = new ConcurrentHistogram(3);
        follow(FOLLOWED, seen);
        print("commit to visible in the view at " + RATE + " events/s", seen);
        return told("p99 < 100 ms", seen.getValueAtPercentile(99) < TimeUnit.MILLISECONDS.toMicros(100));
    }

    private void follow(Duration duration, Histogram seen) {
        var committed = new ConcurrentSkipListMap<UUID, Long>();
        var over = new AtomicBoolean();
        var reader = new Thread(() -> watch(committed, over, seen), "view");
        reader.start();
        SessionWorld.paced(RATE, duration, nr -> commit(committed, "test " + nr % 50));
        over.set(true);
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(ConcurrentSkipListMap<UUID, Long> committed, String test) {
        var event = Encoded.of(world.result(session, test));
        committed.put(event.id(), Long.MAX_VALUE);
        world.pool
                .preparedQuery("insert into outbox (event_id, event_type, topic, subject, partition_key, sequence,"
                        + " occurred_at, data) values ($1, $2, 'TESTS', $3, $4, 0, $5, $6)")
                .execute(Tuple.of(
                        event.id(),
                        event.ceType(),
                        event.subject(),
                        event.partitionKey(),
                        event.time().atOffset(ZoneOffset.UTC),
                        event.data()))
                .onSuccess(done -> committed.replace(event.id(), System.nanoTime()))
                .onFailure(System.err::println);
    }

    /** Asks for nothing but what it waits for, so that the asking is not what is measured. */
    private void watch(ConcurrentSkipListMap<UUID, Long> committed, AtomicBoolean over, Histogram seen) {
        long deadline = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < deadline) {
            var oldest = committed.firstEntry();
            if (oldest == null) {
                if (over.get()) {
                    return;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                continue;
            }
            var rows = SessionWorld.now(world.pool
                    .preparedQuery("select id from session_results where id >= $1 and session_id = $2")
                    .execute(Tuple.of(oldest.getKey(), session)));
            long read = System.nanoTime();
            for (var row : rows) {
                var at = committed.remove(row.getUUID(0));
                if (at != null) {
                    seen.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(read - at)));
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        throw new IllegalStateException("not all were seen: " + committed.size() + " are missing");
    }
}
