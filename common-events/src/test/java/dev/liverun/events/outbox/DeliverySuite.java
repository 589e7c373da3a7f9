package dev.liverun.events.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.Event;
import dev.liverun.events.EventsConfig;
import dev.liverun.events.FaultyInfra;
import dev.liverun.events.Ids;
import dev.liverun.events.Samples;
import dev.liverun.events.contract.SessionStarted;
import dev.liverun.events.contract.SessionStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What a relay promises, as checks that can be run against any way of reading the outbox: nothing committed is lost, and
 * the first occurrences of an aggregate's events arrive in their order.
 */
final class DeliverySuite implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final AtomicInteger RUN = new AtomicInteger();

    private final Vertx vertx = Vertx.vertx();
    private final String name = "relay_" + RUN.incrementAndGet();
    private final Pool pool;
    private final Outbox outbox = new Outbox();
    private final List<OutboxRelay> relays = new ArrayList<>();
    private final List<ExecutorService> threads = new ArrayList<>();
    private final AtomicInteger kills = new AtomicInteger();

    DeliverySuite() {
        var database = FaultyInfra.postgres().createDatabase(name, name, name);
        var options =
                PgConnectOptions.fromUri(database.reactiveUrl()).setUser(name).setPassword(name);
        pool = Pool.newInstance(PgBuilder.pool()
                .using(vertx)
                .connectingTo(options)
                .with(new PoolOptions().setMaxSize(16))
                .build());
        try {
            execute(Files.readString(Path.of("src/main/resources/db/events/V0_1__events.sql")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        execute("create table aggregate (id uuid primary key, sequence bigint not null)");
        createTopic();
    }

    /** Of one partition: what comes before a record was sent before it. */
    private void createTopic() {
        try (var admin = Admin.create(
                Map.<String, Object>of("bootstrap.servers", FaultyInfra.kafka().bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
    }

    /** A transaction that began first and commits last: its event has the smaller id and becomes visible later. */
    void loses_nothing_when_commits_overtake_each_other(Supplier<OutboxTable> table) {
        startRelay(table.get(), false);
        var slow = Ids.next();
        var fast = Ids.next();
        var connection = pool.getConnection().await().atMost(PATIENCE);
        var transaction = connection.begin().await().atMost(PATIENCE);
        outbox.append(connection, List.of(event(slow, 1))).await().atMost(PATIENCE);
        commit(event(fast, 1));
        assertThat(receiveUpTo(fast)).containsOnlyKeys(fast);

        transaction.commit().await().atMost(PATIENCE);
        connection.close().await().atMost(PATIENCE);
        var marker = Ids.next();
        commit(event(marker, 1));

        assertThat(receiveUpTo(marker)).containsOnlyKeys(fast, slow, marker);
    }

    /** Three relays race for the lock; whoever holds it is killed in the middle of a batch, again and again. */
    void keeps_the_order_while_relays_race_and_die(Supplier<OutboxTable> table) {
        for (int i = 0; i < 3; i++) {
            startRelay(table.get(), true);
        }
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < 20; i++) {
            ids.add(Ids.next());
        }
        // Four writers, each of which moves every aggregate on: the row's lock serialises them.
        var writers = new ArrayList<Uni<Void>>();
        for (int writer = 0; writer < 4; writer++) {
            Uni<Void> work = Uni.createFrom().voidItem();
            for (int round = 0; round < 10; round++) {
                for (var id : ids) {
                    work = work.chain(() -> advance(id));
                }
            }
            writers.add(work);
        }
        Uni.join().all(writers).andFailFast().await().atMost(PATIENCE);

        var received = receive(all -> distinct(all) == 20 * 40);

        assertThat(kills.get()).as("relays killed in mid-batch").isPositive();
        assertThat(received.keySet()).containsExactlyInAnyOrderElementsOf(ids);
        for (var sequences : received.values()) {
            assertThat(firstOccurrences(sequences))
                    .containsExactlyElementsOf(java.util.stream.LongStream.rangeClosed(1, 40)
                            .boxed()
                            .toList());
        }
    }

    private void startRelay(OutboxTable table, boolean mortal) {
        var thread = EventSender.newThread();
        threads.add(thread);
        var sender =
                new EventSender(
                        Map.of("bootstrap.servers", FaultyInfra.kafka().bootstrapServers()),
                        Duration.ofSeconds(10),
                        topic -> name,
                        "/test",
                        thread) {
                    private int batches;

                    @Override
                    Uni<Integer> send(List<OutboxTable.Waiting> batch) {
                        var sent = super.send(batch);
                        // Kafka has the batch, and before it is deleted the connection that holds the lock dies.
                        return mortal && ++batches % 5 == 0
                                ? sent.call(() -> kill().invoke(kills::incrementAndGet))
                                : sent;
                    }
                };
        var relay = new OutboxRelay(vertx, pool, table, sender, config(), new RelayMetrics(new SimpleMeterRegistry()));
        relays.add(relay);
        relay.start();
    }

    private Uni<Void> kill() {
        return pool.query("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted")
                .execute()
                .replaceWithVoid();
    }

    private Uni<Void> advance(UUID id) {
        return pool.withTransaction(connection -> connection
                .preparedQuery("insert into aggregate values ($1, 1) on conflict (id)"
                        + " do update set sequence = aggregate.sequence + 1 returning sequence")
                .execute(Tuple.of(id))
                .chain(rows -> outbox.append(
                        connection, List.of(event(id, rows.iterator().next().getLong(0))))));
    }

    private void commit(Event<?> event) {
        pool.withTransaction(connection -> outbox.append(connection, List.of(event)))
                .await()
                .atMost(PATIENCE);
    }

    private static Event<?> event(UUID id, long sequence) {
        return Event.state(
                new SessionStarted(Samples.session(id, SessionStatus.ACTIVE, "relayed"), "tess"),
                sequence,
                Instant.parse("2026-03-02T09:00:00Z"));
    }

    /** Everything on the topic, by aggregate, once this one's event is there. */
    private Map<UUID, List<Long>> receiveUpTo(UUID last) {
        return receive(received -> received.containsKey(last));
    }

    /** Everything on the topic, by aggregate, once that is enough. */
    private Map<UUID, List<Long>> receive(Predicate<Map<UUID, List<Long>>> enough) {
        Map<UUID, List<Long>> received = new LinkedHashMap<>();
        Map<String, Object> config =
                Map.of("bootstrap.servers", FaultyInfra.kafka().bootstrapServers());
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = List.of(new TopicPartition(name, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!enough.test(received)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("only this came: " + received);
                }
                consumer.poll(Duration.ofMillis(200)).forEach(message -> received.computeIfAbsent(
                                UUID.fromString(message.key()), id -> new ArrayList<>())
                        .add(Long.parseLong(new String(
                                message.headers().lastHeader("ce_sequence").value()))));
            }
        }
        return received;
    }

    private static long distinct(Map<UUID, List<Long>> received) {
        return received.values().stream()
                .mapToLong(sequences -> sequences.stream().distinct().count())
                .sum();
    }

    private static List<Long> firstOccurrences(List<Long> sequences) {
        return sequences.stream().distinct().toList();
    }

    private void execute(String statements) {
        pool.query(statements).execute().await().atMost(PATIENCE);
    }

    private static EventsConfig.Relay config() {
        return new EventsConfig.Relay() {
            @Override
            public boolean enabled() {
                return true;
            }

            @Override
            public int batchSize() {
                return 20;
            }

            @Override
            public Duration poll() {
                return Duration.ofMillis(20);
            }

            @Override
            public Duration retry() {
                return Duration.ofMillis(50);
            }

            @Override
            public Duration deliveryTimeout() {
                return Duration.ofSeconds(10);
            }
        };
    }

    @Override
    public void close() {
        relays.forEach(relay -> relay.stop()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join());
        threads.forEach(ExecutorService::shutdown);
        pool.close().await().atMost(PATIENCE);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** The mistake that {@link OutboxTable} warns of: remember the largest id sent instead of deleting what was sent. */
    static final class Watermark extends OutboxTable {

        private long sentUpTo;

        @Override
        Uni<List<Waiting>> next(SqlConnection connection, int limit) {
            return super.next(connection, Integer.MAX_VALUE).map(rows -> rows.stream()
                    .filter(row -> row.id() > sentUpTo)
                    .limit(limit)
                    .toList());
        }

        @Override
        Uni<Void> acknowledged(SqlConnection connection, List<Waiting> sent) {
            sentUpTo = sent.get(sent.size() - 1).id();
            return Uni.createFrom().voidItem();
        }
    }
}
