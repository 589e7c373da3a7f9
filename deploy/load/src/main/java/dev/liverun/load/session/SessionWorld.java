package dev.liverun.load.session;

import dev.liverun.events.Event;
import dev.liverun.events.EventCodec;
import dev.liverun.events.EventCodec.Encoded;
import dev.liverun.events.Ids;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.load.world.BareService;
import dev.liverun.load.world.Replica;
import dev.liverun.load.world.World;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The packaged session-service, and what asks it: by HTTP, over Kafka, in its database. */
final class SessionWorld implements AutoCloseable {

    private static final int CONNECTIONS = 32;
    final Vertx vertx = Vertx.vertx();
    final Pool pool;
    final Replica service;
    private final World world = new World("session", true);
    private final String token = world.token("operator", "load");
    private final HttpClient http = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(CONNECTIONS));
    private final KafkaProducer<String, byte[]> producer;
    private final Clock clock = Clock.systemUTC();
    private final AtomicInteger names = new AtomicInteger();

    /** @param heap flag for the most that the service may have */
    SessionWorld(String heap) {
        service = world.replica("session-service", Map.of(), heap);
        var database = world.database();
        pool = BareService.pool(vertx, database.reactiveUrl(), database.role(), database.password());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", world.brokers(), "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** A name that nobody has yet. */
    String name() {
        return "load-" + names.incrementAndGet();
    }

    String authorization() {
        return "Bearer " + token;
    }

    double cpuSeconds() {
        return world.cpuSeconds();
    }

    double databaseCpu() {
        return world.databaseCpu();
    }

    /** Created and started. */
    UUID session() {
        var tester = name();
        var created = now(post("/sessions", new JsonObject().put("name", tester).put("tester_id", tester)));
        var id = created.getString("id");
        now(post("/sessions/" + id + "/start", new JsonObject()));
        return UUID.fromString(id);
    }

    /** The bare transactions behind HTTP. */
    Replica bare() {
        return world.bare(BareSessions.class);
    }

    Future<JsonObject> post(String path, JsonObject body) {
        return post(service, path, body);
    }

    Future<JsonObject> post(Replica to, String path, JsonObject body) {
        return call(to, HttpMethod.POST, path, body.toBuffer()).map(Buffer::toJsonObject);
    }

    Future<Buffer> get(String path) {
        return call(service, HttpMethod.GET, path, Buffer.buffer());
    }

    private Future<Buffer> call(Replica to, HttpMethod method, String path, Buffer body) {
        return http.request(method, to.port(), "127.0.0.1", "/api/v1" + path)
                .compose(request -> {
                    request.putHeader("Authorization", authorization());
                    return body.length() == 0
                            ? request.send()
                            : request.putHeader("Content-Type", "application/json")
                                    .send(body);
                })
                .compose(response -> response.body()
                        .compose(answer -> response.statusCode() < 300
                                ? Future.succeededFuture(answer)
                                : Future.failedFuture(path + ": " + response.statusCode() + " " + answer)));
    }

    /** Results as from test-runner-service, and waits until all are counted. */
    void tell(UUID session, int results) {
        for (int i = 0; i < results; i++) {
            producer.send(EventCodec.toRecord(
                    "liverun.tests", "/liverun/load", Encoded.of(result(session, "test " + i % 50))));
        }
        producer.flush();
        World.eventually(
                () -> world.number("select coalesce(sum(count), 0) from session_result_counts where session_id = '"
                                + session + "'")
                        == results,
                "all results are counted");
    }

    Event<TestCompleted> result(UUID session, String test) {
        var id = Ids.next();
        var at = clock.instant();
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

    void awaitSeal(UUID session) {
        World.eventually(
                () -> world.number("select count(*) from session_seals where session_id = '" + session + "'") == 1,
                "the session is sealed");
    }

    /** Open loop: a slow system gets no mercy. */
    static void paced(int rate, Duration duration, IntConsumer work) {
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

    static <T> T now(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
        http.close();
        pool.close();
        now(vertx.close());
        world.close();
    }
}
