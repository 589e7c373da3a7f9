package dev.liverun.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.deadletters.DeadLetters;
import dev.liverun.events.inbox.ConsumerLag;
import dev.liverun.events.inbox.InboxPartitions;
import dev.liverun.events.outbox.Outbox;
import dev.liverun.events.outbox.OutboxState;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events on a real PostgreSQL and a real Kafka, which are stopped on purpose. */
@QuarkusTest
@QuarkusTestResource(FaultyInfra.class)
class EventsIT {

    private static final Instant TIME = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    @Inject
    Outbox outbox;

    @Inject
    Transactions transactions;

    @Inject
    DeadLetters deadLetters;

    @Inject
    ConsumerLag lag;

    @Inject
    Topics topics;

    @Inject
    InboxPartitions partitions;

    @Inject
    MeterRegistry metrics;

    @AfterEach
    void switchEverythingOnAgain() {
        SwitchableInbox.off = false;
        TestViews.mended = false;
        FaultyInfra.kafka().startAgain();
    }

    // -- the outbox

    @Test
    void a_rollback_of_a_hibernate_transaction_removes_state_and_event() {
        var id = Ids.next();
        assertThatThrownBy(() -> onVertx(() -> transactions.inTransaction(
                        () -> own(id).chain(() -> outbox.append(TestViews.session(id, 1, "rolled back")))
                                .chain(() -> Uni.createFrom().failure(new IllegalStateException("on purpose"))))))
                .hasMessage("on purpose");

        assertThat(countNow("select count(*) from owned where id = $1", id)).isZero();
        assertThat(countNow("select count(*) from outbox where subject = $1", id))
                .isZero();
    }

    @Test
    void a_committed_hibernate_transaction_is_published() throws Throwable {
        var id = Ids.next();

        onVertx(() ->
                transactions.inTransaction(() -> own(id).chain(() -> outbox.append(TestViews.session(id, 1, "kept")))));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(applied(List.of(id))).containsExactly(1));
        assertThat(countNow("select count(*) from owned where id = $1", id)).isOne();
    }

    @Test
    void appending_without_a_transaction_is_refused() {
        assertThatThrownBy(() -> onVertx(
                        () -> Panache.withSession(() -> outbox.append(TestViews.session(Ids.next(), 1, "alone")))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pool.withConnection(connection ->
                                outbox.append(connection, List.of(TestViews.session(Ids.next(), 1, "alone"))))
                        .await()
                        .atMost(PATIENCE))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_rollback_on_a_connection_removes_state_and_event() {
        var id = Ids.next();
        assertThatThrownBy(() -> transactions
                        .onConnection(connection -> connection
                                .preparedQuery("insert into owned values ($1, 1)")
                                .execute(Tuple.of(id))
                                .chain(() -> outbox.append(connection, List.of(TestViews.session(id, 1, "x"))))
                                .chain(() -> Uni.createFrom().failure(new IllegalStateException("on purpose"))))
                        .await()
                        .atMost(PATIENCE))
                .hasMessage("on purpose");

        assertThat(countNow("select count(*) from owned where id = $1", id)).isZero();
        assertThat(countNow("select count(*) from outbox where subject = $1", id))
                .isZero();
    }

    // -- the way to a view

    @Test
    void committed_events_reach_the_view_in_the_order_of_their_aggregate() {
        var ids = IntStream.range(0, 20).mapToObj(i -> Ids.next()).toList();
        for (int sequence = 1; sequence <= 10; sequence++) {
            for (var id : ids) {
                publish(TestViews.session(id, sequence, "ordered"));
            }
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(applied(ids)).containsOnly(10));
        for (var id : ids) {
            assertThat(TestViews.ORDER.stream().filter(entry -> entry.startsWith(id.toString())))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 10)
                            .mapToObj(sequence -> id + ":" + sequence)
                            .toList());
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(outboxRows()).isZero());
    }

    @Test
    void redelivery_of_every_event_changes_nothing() {
        redeliverEverything();
    }

    /** The test of the test above: it must notice when the inbox does nothing. */
    @Test
    void without_the_inbox_redelivery_is_noticed() {
        SwitchableInbox.off = true;

        assertThatThrownBy(this::redeliverEverything).isInstanceOf(AssertionError.class);
    }

    private void redeliverEverything() {
        var ids = IntStream.range(0, 10).mapToObj(i -> Ids.next()).toList();
        for (var id : ids) {
            publish(TestViews.session(id, 1, "again"));
            publish(TestViews.session(id, 2, "again"));
            publish(result(id));
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(applied(ids)).hasSize(10).containsOnly(2);
            assertThat(appliedResults(ids)).hasSize(10);
        });

        var everything = readAll(topics.name(Topic.SESSIONS), topics.name(Topic.TESTS));
        try (var producer = producer()) {
            everything.forEach(received -> producer.send(new ProducerRecord<>(
                    received.topic(), null, received.key(), received.value(), received.headers())));
        }
        var last = Ids.next();
        IntStream.range(0, 8).forEach(i -> publish(TestViews.session(Ids.next(), 1, "marker")));
        publish(TestViews.session(last, 1, "marker"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(applied(List.of(last))).isNotEmpty();
            assertThat(lag.byTopic().await().atMost(PATIENCE).values()).containsOnly(0L);
        });

        assertThat(applied(ids)).hasSize(10).containsOnly(2);
        assertThat(appliedResults(ids)).hasSize(10).containsOnly(1);
    }

    @Test
    void a_broker_that_is_away_for_twenty_seconds_loses_nothing() {
        var ids = new ArrayList<UUID>();
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(26);
        var stopAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        var startAt = stopAt + TimeUnit.SECONDS.toNanos(20);
        boolean stopped = false;
        boolean started = false;
        while (!started || System.nanoTime() < until) {
            var id = Ids.next();
            publish(TestViews.session(id, 1, "loaded"));
            publish(TestViews.session(id, 2, "loaded"));
            ids.add(id);
            if (!stopped && System.nanoTime() > stopAt) {
                FaultyInfra.kafka().kill();
                stopped = true;
            }
            if (stopped && !started && System.nanoTime() > startAt) {
                FaultyInfra.kafka().startAgain();
                started = true;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(applied(ids)).hasSize(ids.size()).containsOnly(2);
            assertThat(outboxRows()).isZero();
        });
    }

    // -- broken records

    @Test
    void a_broken_record_is_set_aside_the_rest_flows_on_and_a_replay_applies_it_once() {
        var broken = Ids.next();
        var healthy = IntStream.range(0, 20).mapToObj(i -> Ids.next()).toList();
        publish(TestViews.session(broken, 1, TestViews.POISON));
        healthy.forEach(id -> publish(TestViews.session(id, 1, "healthy")));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(applied(healthy)).hasSize(20));
        var letter = await().atMost(PATIENCE)
                .until(
                        () -> deadLetters.list(100).await().atMost(PATIENCE).stream()
                                .filter(one -> broken.toString().equals(one.key()))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
        assertThat(letter.reason()).contains("cannot apply poison");
        assertThat(letter.topic()).isEqualTo("liverun.sessions");
        assertThat(applied(List.of(broken))).isEmpty();

        TestViews.mended = true;
        deadLetters.replay(letter.id()).await().atMost(PATIENCE);
        deadLetters.replay(letter.id()).await().atMost(PATIENCE);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(applied(List.of(broken))).containsExactly(1);
            assertThat(lag.byTopic().await().atMost(PATIENCE).values()).containsOnly(0L);
        });
        assertThat(applied(List.of(broken))).containsExactly(1);
    }

    @Test
    void an_unreadable_record_is_set_aside_with_its_reason() {
        try (var producer = producer()) {
            producer.send(
                    new ProducerRecord<>("liverun.sessions", "garbage", "no event".getBytes(StandardCharsets.UTF_8)));
        }
        var after = Ids.next();
        publish(TestViews.session(after, 1, "after"));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(applied(List.of(after))).hasSize(1);
            assertThat(deadLetters.list(100).await().atMost(PATIENCE)).anySatisfy(letter -> {
                assertThat(letter.key()).isEqualTo("garbage");
                assertThat(letter.reason()).startsWith("unreadable");
                assertThat(letter.data()).isEqualTo("no event");
            });
        });
        assertThat(deadLetters.replay("0-999999").await().atMost(PATIENCE)).isEmpty();
        assertThat(deadLetters.replay("nonsense").await().atMost(PATIENCE)).isEmpty();
    }

    // -- what operators see

    @Test
    void the_outbox_and_the_inbox_are_measured() {
        var id = Ids.next();
        publish(TestViews.session(id, 1, "measured"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(applied(List.of(id))).hasSize(1));

        assertThat(metrics.get("liverun.outbox.relayed").counter().count()).isPositive();
        assertThat(metrics.get("liverun.outbox.relay.batch").timer().count()).isPositive();
        assertThat(metrics.get("liverun.inbox.applied")
                        .tag("view", "views")
                        .counter()
                        .count())
                .isPositive();
        assertThat(metrics.get("liverun.outbox.rows").gauge().value()).isNotNegative();
        assertThat(metrics.get("liverun.outbox.oldest.age").gauge().value()).isNotNegative();
        assertThat(metrics.get("liverun.consumer.lag").gauge().value()).isNotNegative();
    }

    @Test
    void the_inbox_keeps_a_day_together_and_forgets_days_past_its_retention() {
        var id = Ids.next();
        publish(TestViews.session(id, 1, "partitioned"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(applied(List.of(id))).hasSize(1));
        execute("select inbox_create_partition('2024-02-29')");
        execute("insert into inbox (consumer, event_id) select 'views', uuidv7_floor('2024-02-29')");
        assertThat(rowsOf("inbox_d20240229")).isOne();

        partitions.maintain().await().atMost(PATIENCE);

        assertThat(rowsOf("inbox_default")).isZero();
        assertThat(rowsOf("inbox")).isPositive();
        assertThatThrownBy(() -> rowsOf("inbox_d20240229")).hasMessageContaining("does not exist");
    }

    private static <T> T onVertx(Supplier<Uni<T>> work) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(work);
    }

    private static Uni<Integer> own(UUID id) {
        return Panache.getSession().chain(session -> session.createNativeQuery("insert into owned values (?1, 1)")
                .setParameter(1, id)
                .executeUpdate());
    }

    private void publish(Event<?> event) {
        transactions
                .onConnection(connection -> outbox.append(connection, List.of(event)))
                .await()
                .atMost(PATIENCE);
    }

    private static Event<?> result(UUID id) {
        var sample = (TestCompleted) Samples.data(EventType.TEST_COMPLETED);
        return Event.fact(
                id,
                new TestCompleted(
                        id,
                        sample.sessionId(),
                        sample.endpointId(),
                        sample.endpointName(),
                        null,
                        sample.testName(),
                        sample.status(),
                        sample.startedAt(),
                        sample.completedAt(),
                        sample.durationMs(),
                        sample.assertions(),
                        sample.errorDetails(),
                        sample.failureClass(),
                        sample.failureReason()),
                TIME);
    }

    private List<Integer> applied(List<UUID> ids) {
        return counts("select applied from session_view where id = any($1)", ids);
    }

    private List<Integer> appliedResults(List<UUID> ids) {
        return counts("select applied from result_view where id = any($1)", ids);
    }

    private List<Integer> counts(String query, List<UUID> ids) {
        var counts = new ArrayList<Integer>();
        pool.preparedQuery(query)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .await()
                .atMost(PATIENCE)
                .forEach(row -> counts.add(row.getInteger(0)));
        return counts;
    }

    private void execute(String statement) {
        pool.query(statement).execute().await().atMost(PATIENCE);
    }

    private long rowsOf(String table) {
        return pool.query("select count(*) from " + table)
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    private long outboxRows() {
        return OutboxState.of(pool).await().atMost(PATIENCE).rows();
    }

    private Uni<Long> count(String query, UUID id) {
        return pool.preparedQuery(query)
                .execute(Tuple.of(id))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private long countNow(String query, UUID id) {
        return count(query, id).await().atMost(PATIENCE);
    }

    private static KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", FaultyInfra.kafka().bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static List<ConsumerRecord<String, byte[]>> readAll(String... names) {
        var all = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", FaultyInfra.kafka().bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = new ArrayList<TopicPartition>();
            for (var name : names) {
                consumer.partitionsFor(name)
                        .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var missing = new AtomicInteger(1);
            while (missing.get() > 0) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
                missing.set((int) ends.entrySet().stream()
                        .filter(end -> consumer.position(end.getKey()) < end.getValue())
                        .count());
            }
        }
        return all;
    }
}
