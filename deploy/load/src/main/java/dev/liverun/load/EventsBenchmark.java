package dev.liverun.load;

import dev.liverun.events.Event;
import dev.liverun.events.EventCodec;
import dev.liverun.events.EventCodec.Encoded;
import dev.liverun.events.Ids;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.SessionSnapshot;
import dev.liverun.events.contract.SessionStarted;
import dev.liverun.events.contract.SessionStatus;
import dev.liverun.events.outbox.Outbox;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What the outbox, the relay and the inbox cost beside a bare producer and consumer: how many events a second, and how
 * long from a commit until a reader sees the event in another service's view.
 */
class EventsBenchmark implements QuarkusApplication {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BACKLOG = 20_000;
    private static final int BATCH = 500;
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final String BARE_TOPIC = "bare";

    private final Pool pool;
    private final Outbox outbox;
    private final Transactions transactions;
    private final Map<String, Object> kafka;
    private final Clock clock;
    private final Map<UUID, Long> committed = new ConcurrentHashMap<>();

    EventsBenchmark(
            Pool pool,
            Outbox outbox,
            Transactions transactions,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Clock clock) {
        this.pool = pool;
        this.outbox = outbox;
        this.transactions = transactions;
        this.kafka = kafka;
        this.clock = clock;
    }

    @Override
    public int run(String... arguments) {
        latency(200, WARM_UP, new ConcurrentHistogram(3));
        throughput();
        System.out.printf(
                "%n%-34s %10s %10s %10s %10s%n", "from commit to seen in the view, ms", "p50", "p90", "p99", "max");
        boolean held = true;
        for (int rate : new int[] {100, 500, 1000}) {
            var view = new ConcurrentHistogram(3);
            latency(rate, MEASURED, view);
            print(rate + " events/s", view);
            if (rate == 500) {
                held = view.getValueAtPercentile(99) < TimeUnit.MILLISECONDS.toMicros(100);
            }
            print("   bare producer to consumer", bareLatency(rate));
        }
        System.out.println(held ? "p99 < 100 ms at 500/s: held" : "p99 < 100 ms at 500/s: NOT held");
        return held ? 0 : 1;
    }

    private void throughput() {
        long inView = rows("benchmark_view") + BACKLOG;
        var events = IntStream.range(0, BACKLOG).mapToObj(i -> event()).toList();
        long begun = System.nanoTime();
        for (int from = 0; from < BACKLOG; from += BATCH) {
            var batch = events.subList(from, from + BATCH);
            transactions
                    .onConnection(connection -> outbox.append(connection, batch))
                    .await()
                    .atMost(PATIENCE);
        }
        while (rows("outbox") > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        double relayed = BACKLOG / seconds(begun);
        // What follows must not wait behind this backlog.
        while (rows("benchmark_view") < inView) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        begun = System.nanoTime();
        try (var producer = producer()) {
            events.forEach(event -> producer.send(EventCodec.toRecord(BARE_TOPIC, "/liverun/load", Encoded.of(event))));
            producer.flush();
        }
        double bare = BACKLOG / seconds(begun);
        System.out.printf(
                "relay: %,.0f events/s from a durable commit to Kafka; bare producer: %,.0f events/s; ratio %.2f%n",
                relayed, bare, relayed / bare);
    }

    /** Commits {@code rate} events a second, each in a transaction, while a reader watches the view. */
    private void latency(int rate, Duration duration, Histogram seen) {
        committed.clear();
        var over = new AtomicBoolean();
        long last = rows("benchmark_view") == 0 ? 0 : lastPosition();
        var reader = new Thread(() -> watch(last, over, seen), "reader");
        reader.start();
        var begun = new AtomicInteger();
        paced(rate, duration, () -> {
            var event = event();
            begun.incrementAndGet();
            transactions
                    .onConnection(connection -> outbox.append(connection, List.of(event)))
                    .subscribe()
                    .with(
                            ignored -> committed.put(event.id(), System.nanoTime()),
                            failure -> System.err.println("not committed: " + failure));
        });
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (seen.getTotalCount() < begun.get() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        over.set(true);
        join(reader);
        if (seen.getTotalCount() < begun.get()) {
            throw new IllegalStateException(
                    begun.get() - seen.getTotalCount() + " of " + begun + " events never reached the view");
        }
    }

    private void watch(long from, AtomicBoolean over, Histogram seen) {
        long position = from;
        var early = new ArrayList<UUID>();
        while (!over.get()) {
            var rows = pool.preparedQuery("select position, id from benchmark_view where position > $1 order by 1")
                    .execute(Tuple.of(position))
                    .await()
                    .atMost(PATIENCE);
            long now = System.nanoTime();
            for (var row : rows) {
                position = row.getLong(0);
                early.add(row.getUUID(1));
            }
            // The view may be faster than the news of the commit.
            early.removeIf(id -> {
                var at = committed.remove(id);
                if (at != null) {
                    seen.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(now - at)));
                }
                return at != null;
            });
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private Histogram bareLatency(int rate) {
        var seen = new ConcurrentHistogram(3);
        var sent = new ConcurrentHashMap<String, Long>();
        var over = new AtomicBoolean();
        var config = new HashMap<>(kafka);
        config.put("group.id", "bare-" + rate);
        config.put("auto.offset.reset", "latest");
        var ready = new AtomicBoolean();
        var reader = new Thread(
                () -> {
                    try (var consumer =
                            new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
                        consumer.subscribe(List.of(BARE_TOPIC));
                        while (!over.get()) {
                            consumer.poll(Duration.ofMillis(50)).forEach(message -> {
                                var at = sent.remove(message.key());
                                if (at != null) {
                                    seen.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - at));
                                }
                            });
                            ready.set(!consumer.assignment().isEmpty());
                        }
                    }
                },
                "bare-reader");
        reader.start();
        while (!ready.get()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        try (var producer = producer()) {
            paced(rate, MEASURED, () -> {
                var message = EventCodec.toRecord(BARE_TOPIC, "/liverun/load", Encoded.of(event()));
                sent.put(message.key(), System.nanoTime());
                producer.send(message);
            });
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        over.set(true);
        join(reader);
        return seen;
    }

    /** Open loop: a slow system gets no mercy. */
    private static void paced(int rate, Duration duration, Runnable work) {
        long gap = TimeUnit.SECONDS.toNanos(1) / rate;
        long next = System.nanoTime();
        long end = next + duration.toNanos();
        while (next < end) {
            long wait = next - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            work.run();
            next += gap;
        }
    }

    private Event<SessionStarted> event() {
        var now = clock.instant();
        var session = new SessionSnapshot(
                Ids.next(),
                "Benchmark",
                "A session as it usually is, with a description of about the usual length.",
                SessionStatus.ACTIVE,
                now,
                now,
                null,
                "tess",
                List.of(),
                Map.of("environment", "staging", "version", "2.4.0"),
                null,
                2);
        return Event.state(new SessionStarted(session, "tess"), 2, now);
    }

    private KafkaProducer<String, byte[]> producer() {
        var config = new HashMap<>(kafka);
        config.put("acks", "all");
        config.put("linger.ms", 0);
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    private long rows(String table) {
        return number("select count(*) from " + table);
    }

    private long lastPosition() {
        return number("select max(position) from benchmark_view");
    }

    private long number(String query) {
        return pool.query(query)
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    private static void print(String name, Histogram seen) {
        System.out.printf(
                "%-34s %10.1f %10.1f %10.1f %10.1f%n",
                name,
                seen.getValueAtPercentile(50) / 1000.0,
                seen.getValueAtPercentile(90) / 1000.0,
                seen.getValueAtPercentile(99) / 1000.0,
                seen.getMaxValue() / 1000.0);
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
