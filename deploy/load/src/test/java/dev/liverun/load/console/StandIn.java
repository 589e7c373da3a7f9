package dev.liverun.load.console;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Answers as the gateway and the services do, from memory, so that nothing but the page is measured: 1,000 integrations, a
 * session with 10,000 results, and a stream of its timeline that can be made as fast as wanted.
 */
final class StandIn implements AutoCloseable {

    static final int INTEGRATIONS = 1_000;
    static final int RESULTS = 10_000;
    static final String SESSION = "00000000-0000-7000-8000-000000000001";

    private static final int EVERY_MS = 100;
    private static final List<String> STATES = List.of("HEALTHY", "HEALTHY", "HEALTHY", "DEGRADED", "UNHEALTHY");

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, Buffer> files = new ConcurrentHashMap<>();
    private final CopyOnWriteArraySet<ServerWebSocket> readers = new CopyOnWriteArraySet<>();
    private final AtomicLong position = new AtomicLong(1);
    private final AtomicLong round = new AtomicLong();

    StandIn() {
        server = vertx.createHttpServer(new HttpServerOptions().setCompressionSupported(true))
                .requestHandler(this::answer)
                .webSocketHandler(this::follow)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String address() {
        return "http://localhost:" + server.actualPort();
    }

    /** Sends so many entries a second to whoever follows; ends when it is closed. */
    AutoCloseable stream(int perSecond) {
        int each = perSecond * EVERY_MS / 1000;
        long timer = vertx.setPeriodic(EVERY_MS, tick -> {
            round.incrementAndGet();
            var entries = new JsonArray();
            IntStream.range(0, each).forEach(i -> entries.add(entry(position.incrementAndGet())));
            var message = new JsonObject()
                    .put("type", "delta")
                    .put("session_id", SESSION)
                    .put("cursor", Long.toString(position.get()))
                    .put("entries", entries)
                    .encode();
            readers.forEach(reader -> reader.writeTextMessage(message));
        });
        return () -> vertx.cancelTimer(timer);
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void follow(ServerWebSocket socket) {
        if (socket.path().equals("/api/v1/stream")) {
            readers.add(socket);
            socket.closeHandler(closed -> readers.remove(socket));
        } else {
            socket.reject(404);
        }
    }

    private void answer(HttpServerRequest request) {
        var path = request.path();
        if (path.startsWith("/api/v1/") || path.equals("/whoami") || path.equals("/openapi.json")) {
            request.response().putHeader("Content-Type", "application/json").end(document(request, path));
            return;
        }
        var name = path.startsWith("/console/") || path.startsWith("/assets/") ? path : "/pages/console.html";
        var type = name.endsWith(".js") ? "text/javascript" : name.endsWith(".css") ? "text/css" : "text/html";
        request.response()
                .putHeader("Content-Type", type)
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                                + " require-trusted-types-for 'script'; trusted-types lit-html default")
                .end(files.computeIfAbsent(name, StandIn::file));
    }

    private static Buffer file(String name) {
        try (var in = StandIn.class.getResourceAsStream("/META-INF/resources" + name)) {
            return in == null ? Buffer.buffer() : Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String document(HttpServerRequest request, String path) {
        if (path.equals("/whoami")) {
            return new JsonObject()
                    .put("signed_in", true)
                    .put("subject", "tess")
                    .put("roles", List.of("admin"))
                    .put("expires_at", "2099-01-01T00:00:00Z")
                    .encode();
        } else if (path.equals("/openapi.json")) {
            return "{\"paths\":{}}";
        }
        var own = "/api/v1/sessions/" + SESSION;
        return switch (path) {
            case "/api/v1/dashboard" ->
                new JsonObject()
                        .put("sessions", counts("CREATED", "ACTIVE", "PAUSED", "COMPLETED", "FAILED"))
                        .put("integrations", new JsonArray())
                        .put("running", new JsonArray())
                        .put("open_feedback", counts("LOW", "MEDIUM", "HIGH", "CRITICAL"))
                        .encode();
            case "/api/v1/health-board" ->
                new JsonObject()
                        .put("totals", counts("HEALTHY", "DEGRADED", "UNHEALTHY", "TIMEOUT", "UNKNOWN"))
                        .put("items", list(INTEGRATIONS, this::integration))
                        .encode();
            case "/api/v1/sessions" -> page(list(50, i -> session())).encode();
            default ->
                path.startsWith(own)
                        ? ofSession(request, path.substring(own.length()))
                        : page(new JsonArray()).encode();
        };
    }

    private String ofSession(HttpServerRequest request, String part) {
        return switch (part) {
            case "" -> session().encode();
            case "/health" ->
                new JsonObject()
                        .put("integrations", list(INTEGRATIONS, this::sessionHealth))
                        .encode();
            case "/summary" -> summary().encode();
            case "/results" -> results(request).encode();
            default -> page(new JsonArray()).encode();
        };
    }

    private JsonObject results(HttpServerRequest request) {
        int limit = Integer.parseInt(request.getParam("limit", "100"));
        int from = Integer.parseInt(request.getParam("cursor", "0"));
        int to = Math.min(RESULTS, from + limit);
        var items = new JsonArray();
        IntStream.range(from, to).forEach(i -> items.add(result(i)));
        return new JsonObject().put("items", items).put("next_cursor", to < RESULTS ? Integer.toString(to) : null);
    }

    private JsonObject entry(long at) {
        return new JsonObject()
                .put("position", at)
                .put("kind", "test")
                .put("type", "test.completed")
                .put("at", "2026-01-01T00:00:00.000Z")
                .put("actor", null)
                .put("title", "Test number-" + at + " on integration-" + at % INTEGRATIONS + " PASSED")
                .put("data", new JsonObject().put("status", "PASSED").put("result_id", "r" + at));
    }

    private JsonObject integration(int i) {
        return new JsonObject()
                .put("id", "i" + i)
                .put("name", "integration-" + i)
                .put("enabled", true)
                .put("tags", new JsonArray().add("group-" + i % 10))
                .put(
                        "health",
                        new JsonObject()
                                .put("status", STATES.get(i % STATES.size()))
                                .put("reason", "OK")
                                .put("response_time_ms", (i * 7 + round.get()) % 400)
                                .put("checked_at", "2026-01-01T00:00:00Z"));
    }

    private JsonObject sessionHealth(int i) {
        return new JsonObject()
                .put("endpoint_id", "i" + i)
                .put("name", "integration-" + i)
                .put("required", true)
                .put(
                        "current",
                        new JsonObject()
                                .put("status", STATES.get(i % STATES.size()))
                                .put("reason", "OK"))
                .put("checks", new JsonObject().put("total", round.get()))
                .put("uptime", 0.99)
                .put(
                        "last_check",
                        new JsonObject()
                                .put("status", "HEALTHY")
                                .put("response_time_ms", (i + round.get()) % 300)
                                .put("checked_at", "2026-01-01T00:00:00Z"));
    }

    private JsonObject result(int i) {
        return new JsonObject()
                .put("id", "r" + i)
                .put("session_id", SESSION)
                .put("endpoint_id", "i" + i % INTEGRATIONS)
                .put("endpoint_name", "integration-" + i % INTEGRATIONS)
                .put("test_name", "test-" + i)
                .put("status", i % 9 == 0 ? "FAILED" : "PASSED")
                .put("started_at", "2026-01-01T00:00:00.000Z")
                .put("completed_at", "2026-01-01T00:00:00.250Z")
                .put("assertions_passed", 3)
                .put("assertions_failed", i % 9 == 0 ? 1 : 0);
    }

    private JsonObject session() {
        return new JsonObject()
                .put("id", SESSION)
                .put("name", "A large session")
                .put("status", "ACTIVE")
                .put("created_at", "2026-01-01T00:00:00Z")
                .put("started_at", "2026-01-01T00:00:00Z")
                .put("tester_id", "tess")
                .put("configuration", new JsonObject())
                .put(
                        "participants",
                        new JsonArray()
                                .add(new JsonObject().put("subject", "tess").put("role", "TESTER")))
                .put("version", 1)
                .put("transitions", new JsonArray().add("pause"));
    }

    private JsonObject summary() {
        return new JsonObject()
                .put("session_id", SESSION)
                .put("verdict", "INCONCLUSIVE")
                .put("decided", false)
                .put("gates", new JsonArray())
                .put(
                        "results",
                        new JsonObject()
                                .put("total", RESULTS + round.get())
                                .put("by_status", counts("PASSED", "FAILED", "SKIPPED", "ERROR"))
                                .put(
                                        "product",
                                        new JsonObject().put("pass_rate", 0.9).put("elsewhere", 0)))
                .put("feedback", new JsonObject().put("total", 0).put("open", 0).put("items", new JsonArray()));
    }

    private static JsonObject counts(String... names) {
        var counts = new JsonObject();
        for (var name : names) {
            counts.put(name.toUpperCase(Locale.ROOT), 1);
        }
        return counts;
    }

    private static JsonObject page(JsonArray items) {
        return new JsonObject().put("items", items).put("next_cursor", null);
    }

    private static JsonArray list(int length, IntFunction<JsonObject> item) {
        return new JsonArray(
                new ArrayList<>(IntStream.range(0, length).mapToObj(item).toList()));
    }
}
