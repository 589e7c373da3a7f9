package dev.liverun.load;

import dev.liverun.events.Event;
import dev.liverun.events.EventCodec;
import dev.liverun.events.EventCodec.Encoded;
import dev.liverun.events.Ids;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.contract.TestStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What is asked of session-service: each figure beside a bare one, or as a ratio of two, measured in one run. */
final class SessionsBenchmark implements AutoCloseable {

    private static final int CONNECTIONS = 32;
    private static final int STARTS = 3_000;
    private static final int WARM_UP = 12_000;
    private static final int READERS = 1_000;
    private static final int DELTAS_PER_SECOND = 50;
    private static final int EXPORTED = 100_000;
    private static final Duration UNTIL_COMPILED = Duration.ofSeconds(15);
    private static final Duration FOLLOWED = Duration.ofSeconds(20);
    private static final long PATIENCE = Duration.ofMinutes(2).toNanos();

    private final SessionProcess service;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http;
    private final Pool pool;
    private final KafkaProducer<String, byte[]> producer;
    private final Clock clock = Clock.systemUTC();
    private final AtomicInteger names = new AtomicInteger();

    SessionsBenchmark(SessionProcess service) {
        this.service = service;
        var address = URI.create(service.address());
        http = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost(address.getHost())
                .setDefaultPort(address.getPort())
                .setMaxPoolSize(CONNECTIONS));
        pool = PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(service.databaseUrl)
                        .setUser(service.databaseRole)
                        .setPassword(service.databasePassword)
                        .setCachePreparedStatements(true))
                .with(new PoolOptions().setMaxSize(16))
                .using(vertx)
                .build();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", service.brokers(), "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** @param parts of {@code starts}, {@code views}, {@code readers}, {@code summaries}, {@code exports} */
    boolean run(Collection<String> parts) {
        boolean held = true;
        for (var part : parts) {
            held &= switch (part) {
                case "starts" -> starts();
                case "views" -> views();
                case "readers" -> readers();
                case "summaries" -> summaries();
                case "exports" -> exports();
                default -> throw new IllegalArgumentException("there is no part " + part + " of this benchmark");
            };
        }
        return held;
    }

    /** Create and start beside two bare transactions that insert and update the same rows. */
    private boolean starts() {
        // Until what is executed often is compiled.
        concurrently(WARM_UP, this::createAndStart);
        concurrently(WARM_UP / 8, this::bareCreateAndStart);
        var begun = service.cpu();
        double ours = 0;
        double bare = 0;
        for (int round = 0; round < 3; round++) {
            ours += rate(STARTS / 3, this::createAndStart);
            bare += rate(STARTS / 3, this::bareCreateAndStart);
        }
        System.out.printf(
                "   CPU of the service: %.2f ms a session%n",
                service.cpu().minus(begun).toNanos() / 1e6 / STARTS);
        return verdict(
                "create + start: %,.0f sessions/s; bare transactions with the same rows: %,.0f/s; ratio %.2f"
                        .formatted(ours / 3, bare / 3, ours / bare),
                "ratio >= 0.7",
                ours / bare >= 0.7);
    }

    private Future<?> createAndStart(int nr) {
        var tester = "load-" + names.incrementAndGet();
        return post(
                        "/sessions",
                        new JsonObject()
                                .put("name", tester)
                                .put("tester_id", tester)
                                .put("configuration", new JsonObject().put("environment", "load")))
                .compose(created -> post("/sessions/" + created.getString("id") + "/start", new JsonObject()));
    }

    private Future<?> bareCreateAndStart(int nr) {
        var id = Ids.next();
        var tester = "bare-" + names.incrementAndGet();
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return pool.withTransaction(connection -> connection
                        .preparedQuery(
                                "insert into test_sessions (id, name, status, created_at, tester_id,"
                                        + " configuration, participants, version) values ($1, $2, 'CREATED', $3, $4, $5, $6, 1)")
                        .execute(Tuple.of(
                                id,
                                tester,
                                now,
                                tester,
                                new JsonObject().put("environment", "load"),
                                new JsonObject().put(tester, "TESTER")))
                        .compose(done -> rows(connection, id, tester, now, 1)))
                .compose(created -> pool.withTransaction(connection -> connection
                        .preparedQuery("select * from test_sessions where id = $1 for no key update")
                        .execute(Tuple.of(id))
                        .compose(locked -> connection
                                .preparedQuery("update test_sessions set status = 'ACTIVE', started_at = $2,"
                                        + " active_since = $2, version = 2 where id = $1")
                                .execute(Tuple.of(id, now)))
                        .compose(started -> connection
                                .preparedQuery("insert into session_activity (session_id, began_at) values ($1, $2)")
                                .execute(Tuple.of(id, now)))
                        .compose(done -> rows(connection, id, tester, now, 2))));
    }

    /** Outbox, timeline and audit log. */
    private static Future<?> rows(SqlConnection connection, UUID id, String tester, OffsetDateTime now, int position) {
        var data = "{\"session\": {\"id\": \"" + id + "\", \"name\": \"" + tester + "\", \"tester_id\": \"" + tester
                + "\", \"configuration\": {\"environment\": \"load\"}}, \"actor\": \"" + tester + "\"}";
        return connection
                .preparedQuery("insert into outbox (event_id, event_type, topic, subject, partition_key, sequence,"
                        + " occurred_at, data) values ($1, 'dev.liverun.session.created.v1', 'SESSIONS', $2, $2, $3,"
                        + " $4, $5)")
                .execute(Tuple.of(Ids.next(), id, (long) position, now, data))
                .compose(done -> connection
                        .preparedQuery("with taken as (update test_sessions set last_position = last_position + 1"
                                + " where id = $1 returning last_position)"
                                + " insert into timeline_entries (session_id, position, kind, type, at, actor, title,"
                                + " data) select $1, last_position, 'session', 'session.created', $2, $3, 'Session',"
                                + " '{}' from taken")
                        .execute(Tuple.of(id, now, tester)))
                .compose(done -> connection
                        .preparedQuery("insert into audit_log (id, actor, action, target_type, target_id, details)"
                                + " values ($1, $2, 'session.created', 'session', $3, '{}')")
                        .execute(Tuple.of(Ids.next(), tester, id.toString())));
    }

    /**
     * From the commit of an event in an outbox, each in a transaction of its own, to seen in the view, at 500 events a second:
     * over the relay and Kafka, as from any owner.
     */
    private boolean views() {
        var session = session();
        var seen = new ConcurrentHistogram(3);
        follow(session, 500, Duration.ofSeconds(10), new ConcurrentHistogram(3));
        follow(session, 500, Duration.ofSeconds(15), seen);
        print("commit to visible in the view at 500 events/s", seen);
        return verdict("", "p99 < 100 ms", micros(seen) < TimeUnit.MILLISECONDS.toMicros(100));
    }

    private void follow(UUID session, int rate, Duration duration, Histogram seen) {
        var committed = new ConcurrentSkipListMap<UUID, Long>();
        var over = new AtomicInteger();
        var reader = new Thread(() -> watch(session, committed, over, seen), "view");
        reader.start();
        paced(rate, duration, nr -> {
            var event = Encoded.of(result(session, "test " + nr % 50));
            committed.put(event.id(), Long.MAX_VALUE);
            pool.preparedQuery("insert into outbox (event_id, event_type, topic, subject, partition_key, sequence,"
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
        });
        over.set(1);
        join(reader);
    }

    /** Asks for nothing but what it waits for, so that the asking is not what is measured. */
    private void watch(UUID session, ConcurrentSkipListMap<UUID, Long> committed, AtomicInteger over, Histogram seen) {
        long deadline = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < deadline) {
            var oldest = committed.firstEntry();
            if (oldest == null) {
                if (over.get() == 1) {
                    return;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                continue;
            }
            var rows = now(pool.preparedQuery("select id from session_results where id >= $1 and session_id = $2")
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
        System.err.println("not all were seen: " + committed.size() + " are missing");
    }

    /** Notes at a steady rate, told to a thousand readers. */
    private boolean readers() {
        var session = session();
        var told = new ConcurrentHistogram(3);
        var deltas = new AtomicInteger();
        var snapshots = new AtomicInteger();
        var clients = java.util.stream.IntStream.range(0, 2)
                .mapToObj(i -> vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(READERS)))
                .toList();
        for (int from = 0; from < READERS; from += 50) {
            var opening = java.util.stream.IntStream.range(from, from + 50)
                    .mapToObj(nr -> reader(clients.get(nr % 2), session, told, deltas, snapshots))
                    .toList();
            now(Future.all(opening));
        }
        await(() -> snapshots.get() >= READERS);
        var sent = new AtomicInteger();
        IntConsumer note = nr -> {
            sent.incrementAndGet();
            post("/sessions/" + session + "/timeline", new JsonObject().put("text", Long.toString(System.nanoTime())));
        };
        paced(DELTAS_PER_SECOND, UNTIL_COMPILED, note);
        await(() -> deltas.get() >= sent.get() * READERS);
        told.reset();
        paced(DELTAS_PER_SECOND, FOLLOWED, note);
        await(() -> deltas.get() >= sent.get() * READERS);
        print("note sent to delta read, %,d readers at %d deltas/s".formatted(READERS, DELTAS_PER_SECOND), told);
        System.out.printf(
                "   %,d of %,d deltas read; snapshots %,d%n", deltas.get(), sent.get() * READERS, snapshots.get());
        clients.forEach(WebSocketClient::close);
        return verdict(
                "",
                "p99 < 250 ms, each delta once",
                micros(told) < TimeUnit.MILLISECONDS.toMicros(250) && deltas.get() == sent.get() * READERS);
    }

    private Future<?> reader(
            WebSocketClient client, UUID session, Histogram told, AtomicInteger deltas, AtomicInteger snapshots) {
        var address = URI.create(service.address());
        return client.connect(new WebSocketConnectOptions()
                        .setHost(address.getHost())
                        .setPort(address.getPort())
                        .setURI("/api/v1/stream?session_id=" + session)
                        .putHeader("Authorization", "Bearer " + service.token()))
                .onSuccess(socket -> socket.textMessageHandler(text -> {
                    long read = System.nanoTime();
                    if (text.startsWith("{\"type\":\"delta\"")) {
                        for (int at = text.indexOf("\"text\":\""); at >= 0; at = text.indexOf("\"text\":\"", at + 8)) {
                            long begun = Long.parseLong(text, at + 8, text.indexOf('"', at + 8), 10);
                            told.recordValue(TimeUnit.NANOSECONDS.toMicros(read - begun));
                            deltas.incrementAndGet();
                        }
                    } else if (text.contains("\"type\":\"snapshot\"")) {
                        snapshots.incrementAndGet();
                    }
                }));
    }

    /** A summary costs by the number of tests, not of results. */
    private boolean summaries() {
        var small = session();
        var large = session();
        tell(small, 1_000);
        tell(large, 100_000);
        await(() -> counted(small) == 1_000 && counted(large) == 100_000);
        var smallTime = new ConcurrentHistogram(3);
        var largeTime = new ConcurrentHistogram(3);
        for (int i = 0; i < 600; i++) {
            time("/sessions/" + small + "/summary", i < 100 ? new ConcurrentHistogram(3) : smallTime);
            time("/sessions/" + large + "/summary", i < 100 ? new ConcurrentHistogram(3) : largeTime);
        }
        double ratio = largeTime.getMean() / smallTime.getMean();
        return verdict(
                "summary of 1,000 results: mean %.1f ms; of 100,000: %.1f ms; ratio %.2f"
                        .formatted(smallTime.getMean() / 1000, largeTime.getMean() / 1000, ratio),
                "ratio <= 2",
                ratio <= 2);
    }

    /** All formats of the report of 100,000 results, from a service whose heap they do not fit into. */
    private boolean exports() {
        var session = session();
        tell(session, EXPORTED);
        await(() -> counted(session) == EXPORTED);
        now(post("/sessions/" + session + "/complete", new JsonObject()));
        await(() -> sealed(session));
        boolean held = export(session, "csv", "\nresult,", EXPORTED);
        held &= export(session, "json", "\"test_name\":", EXPORTED);
        held &= export(session, "junit", "<testcase ", EXPORTED);
        held &= export(session, "ctrf", "\"name\":\"test ", EXPORTED);
        held &= export(session, "xlsx", "", 0);
        held &= export(session, "html", "", 0);
        held &= export(session, "pdf", "", 0);
        held &= export(session, "markdown", "", 0);
        return verdict("", "every result in every format for programs", held);
    }

    private boolean sealed(UUID session) {
        return now(pool.preparedQuery("select count(*) from session_seals where session_id = $1")
                                .execute(Tuple.of(session)))
                        .iterator()
                        .next()
                        .getLong(0)
                == 1;
    }

    /** @param mark of a result; empty where results cannot be counted by looking */
    private boolean export(UUID session, String format, String mark, int results) {
        long begun = System.nanoTime();
        var body = now(http.request(HttpMethod.GET, "/api/v1/sessions/" + session + "/report?format=" + format)
                .compose(request -> request.putHeader("Authorization", "Bearer " + service.token())
                        .send())
                .compose(response -> response.statusCode() == 200
                        ? response.body()
                        : Future.failedFuture(format + ": " + response.statusCode())));
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("   %s: %,d bytes in %.1f s%n", format, body.length(), seconds);
        return mark.isEmpty() || body.toString().split(java.util.regex.Pattern.quote(mark), -1).length - 1 >= results;
    }

    private void tell(UUID session, int results) {
        for (int i = 0; i < results; i++) {
            producer.send(EventCodec.toRecord(
                    "liverun.tests", "/liverun/load", Encoded.of(result(session, "test " + i % 50))));
        }
        producer.flush();
    }

    private long counted(UUID session) {
        return now(pool.preparedQuery(
                                "select coalesce(sum(count), 0)::bigint from session_result_counts where session_id = $1")
                        .execute(Tuple.of(session)))
                .iterator()
                .next()
                .getLong(0);
    }

    private void time(String path, Histogram time) {
        long begun = System.nanoTime();
        now(call(HttpMethod.GET, path, null));
        time.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun));
    }

    private Event<TestCompleted> result(UUID session, String test) {
        var id = Ids.next();
        Instant at = clock.instant();
        var data = new TestCompleted(
                id,
                session,
                new UUID(7, 7),
                "load",
                null,
                test,
                TestStatus.PASSED,
                at,
                at,
                5,
                List.of(),
                null,
                null,
                null);
        return Event.fact(id, data, at);
    }

    private UUID session() {
        var tester = "load-" + names.incrementAndGet();
        var created = now(post("/sessions", new JsonObject().put("name", tester).put("tester_id", tester)));
        var id = created.getString("id");
        now(post("/sessions/" + id + "/start", new JsonObject()));
        return UUID.fromString(id);
    }

    private Future<JsonObject> post(String path, JsonObject body) {
        return call(HttpMethod.POST, path, body);
    }

    private Future<JsonObject> call(HttpMethod method, String path, @Nullable JsonObject body) {
        return http.request(method, "/api/v1" + path)
                .compose(request -> {
                    request.putHeader("Authorization", "Bearer " + service.token());
                    if (body == null) {
                        return request.send();
                    }
                    return request.putHeader("Content-Type", "application/json").send(body.toBuffer());
                })
                .compose(response -> response.body()
                        .compose(answer -> response.statusCode() < 300
                                ? Future.succeededFuture(answer.toJsonObject())
                                : Future.failedFuture(path + ": " + response.statusCode() + " " + answer)));
    }

    private double rate(int times, IntFunction<Future<?>> work) {
        long begun = System.nanoTime();
        concurrently(times, work);
        return times / ((System.nanoTime() - begun) / 1e9);
    }

    private void concurrently(int times, IntFunction<Future<?>> work) {
        var next = new AtomicInteger();
        var workers = java.util.stream.IntStream.range(0, CONNECTIONS)
                .mapToObj(worker -> oneAfterTheOther(next, times, work))
                .toList();
        now(Future.all(workers));
    }

    private Future<?> oneAfterTheOther(AtomicInteger next, int times, IntFunction<Future<?>> work) {
        int nr = next.getAndIncrement();
        return nr >= times
                ? Future.succeededFuture()
                : work.apply(nr).compose(done -> oneAfterTheOther(next, times, work));
    }

    private static void paced(int rate, Duration duration, IntConsumer work) {
        long begun = System.nanoTime();
        long apart = TimeUnit.SECONDS.toNanos(1) / rate;
        int times = (int) (duration.toSeconds() * rate);
        for (int nr = 0; nr < times; nr++) {
            long wait = begun + nr * apart - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            work.accept(nr);
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T now(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private static long micros(Histogram histogram) {
        return histogram.getValueAtPercentile(99);
    }

    private static void print(String what, Histogram micros) {
        System.out.printf(
                "%s: p50 %.1f, p90 %.1f, p99 %.1f, max %.1f ms%n",
                what,
                micros.getValueAtPercentile(50) / 1000.0,
                micros.getValueAtPercentile(90) / 1000.0,
                micros.getValueAtPercentile(99) / 1000.0,
                micros.getMaxValue() / 1000.0);
    }

    private static boolean verdict(String figures, String bound, boolean held) {
        if (!figures.isEmpty()) {
            System.out.println(figures);
        }
        System.out.println("   " + bound + ": " + (held ? "held" : "NOT held"));
        return held;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
        http.close();
        pool.close();
        now(vertx.close());
    }
}
