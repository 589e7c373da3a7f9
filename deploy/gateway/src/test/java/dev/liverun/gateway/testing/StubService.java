package dev.liverun.gateway.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

/**
 * A little real server in a service's place. It echoes what it was asked; {@code ?do=…} makes it misbehave in one of the
 * ways that services do.
 */
final class StubService {

    private static final Buffer PIECE = Buffer.buffer(new byte[16 * 1024]);

    private final Vertx vertx;
    private final String name;
    private final List<String> paths;
    private final StubSocket sockets;
    private HttpServer server;
    private int port;
    /** Bytes sent by {@code do=flood}, taken in by {@code do=stall}, and requests seen. */
    private final AtomicLong sent = new AtomicLong();

    private final AtomicLong requests = new AtomicLong();

    StubService(Vertx vertx, String name, List<String> paths) {
        this.vertx = vertx;
        this.name = name;
        this.paths = paths;
        this.sockets = new StubSocket(vertx);
        this.server = create();
    }

    private HttpServer create() {
        return vertx.createHttpServer(
                        new HttpServerOptions().setWebSocketSubProtocols(List.of("v2.liverun", "v1.liverun")))
                .webSocketHandler(sockets::handle)
                .requestHandler(this::handle);
    }

    Future<Integer> start() {
        return server.listen(port, "127.0.0.1").map(listening -> port = listening.actualPort());
    }

    Future<Void> stop() {
        return server.close().onSuccess(closed -> server = create());
    }

    JsonObject state() {
        return new JsonObject()
                .put("sent", sent.get())
                .put("requests", requests.get())
                .put("socket", sockets.state());
    }

    private void handle(HttpServerRequest request) {
        requests.incrementAndGet();
        var response = request.response();
        if (request.path().startsWith("/q/health")) {
            response.end("{\"status\":\"UP\"}");
            return;
        }
        if (request.path().startsWith("/q/openapi")) {
            response.putHeader("Content-Type", "application/json")
                    .end(document().toBuffer());
            return;
        }
        var what = request.getParam("do", "echo");
        switch (what) {
            case "hang" -> request.resume();
            case "break" -> request.connection().close();
            case "half" -> {
                response.putHeader("Content-Length", "1000").write("half");
                vertx.setTimer(50, wait -> request.connection().close());
            }
            case "download" -> download(request, Long.parseLong(request.getParam("bytes")));
            case "flood" -> download(request, Long.MAX_VALUE);
            case "sink" -> sink(request);
            case "stall" -> request.pause();
            case "headers" ->
                response.putHeader("Connection", "X-Hop")
                        .putHeader("X-Hop", "1")
                        .putHeader("Keep-Alive", "timeout=1")
                        .putHeader("Server", "stub/1")
                        .putHeader("Set-Cookie", "a=b")
                        .putHeader("X-Correlation-Id", "of-the-service")
                        .putHeader("Strict-Transport-Security", "max-age=1")
                        .putHeader("X-Frame-Options", "ALLOW")
                        .putHeader("Location", "http://" + request.authority() + "/api/v1/sessions/1")
                        .putHeader(
                                "Link", "<http://" + request.authority() + "/api/v1/sessions?cursor=x>; rel=\"next\"")
                        .putHeader("ETag", "\"7\"")
                        .setStatusCode(201)
                        .end("{}");
            case "type" ->
                response.putHeader("Content-Type", request.getParam("type")).end("x".repeat(2000));
            case "gzip" ->
                response.putHeader("Content-Type", "application/json")
                        .putHeader("Content-Encoding", "gzip")
                        .end("not really, but who looks");
            case "csp" ->
                response.putHeader("Content-Security-Policy", "default-src 'self'")
                        .end("own");
            case "status" ->
                response.setStatusCode(Integer.parseInt(request.getParam("code")))
                        .end();
            default -> echo(request);
        }
    }

    private void echo(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            var headers = new JsonObject();
            request.headers()
                    .names()
                    .forEach(header -> headers.put(
                            header.toLowerCase(java.util.Locale.ROOT),
                            new JsonArray(request.headers().getAll(header))));
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end(new JsonObject()
                            .put("service", name)
                            .put("method", request.method().name())
                            .put("uri", request.uri())
                            .put("headers", headers)
                            .put("body", body.toString())
                            .toBuffer());
        });
    }

    private void sink(HttpServerRequest request) {
        var sum = new CRC32();
        var seen = new long[1];
        request.handler(piece -> {
            seen[0] += piece.length();
            sum.update(piece.getByteBuf().nioBuffer());
        });
        request.endHandler(end -> request.response()
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("bytes", seen[0])
                        .put("crc32", sum.getValue())
                        .toBuffer()));
    }

    private void download(HttpServerRequest request, long bytes) {
        var response = request.response().setChunked(true);
        if (bytes < Long.MAX_VALUE) {
            response.setChunked(false).putHeader("Content-Length", Long.toString(bytes));
        }
        sent.set(0);
        write(request, bytes);
    }

    private void write(HttpServerRequest request, long bytes) {
        var response = request.response();
        while (!response.closed() && sent.get() < bytes) {
            if (response.writeQueueFull()) {
                response.drainHandler(drained -> write(request, bytes));
                return;
            }
            var piece = (int) Math.min(PIECE.length(), bytes - sent.get());
            sent.addAndGet(piece);
            response.write(PIECE.slice(0, piece));
        }
        if (!response.closed()) {
            response.end();
        }
    }

    private JsonObject document() {
        var all = new JsonObject();
        paths.forEach(path -> all.put(
                path,
                new JsonObject()
                        .put("parameters", path.contains("{id}") ? new JsonArray().add(id()) : new JsonArray())
                        .put(
                                "get",
                                new JsonObject()
                                        .put("tags", new JsonArray().add("Things"))
                                        .put("summary", "Lists what " + name + " has")
                                        .put("responses", responses()))));
        return new JsonObject()
                .put("openapi", "3.1.0")
                .put("info", new JsonObject().put("title", name).put("version", "1"))
                .put("paths", all)
                .put(
                        "components",
                        new JsonObject()
                                .put("schemas", new JsonObject().put("Thing", new JsonObject().put("type", "object"))));
    }

    private static JsonObject id() {
        return new JsonObject()
                .put("name", "id")
                .put("in", "path")
                .put("required", true)
                .put("schema", new JsonObject().put("type", "string"));
    }

    private static JsonObject responses() {
        var schema = new JsonObject().put("$ref", "#/components/schemas/Thing");
        var content = new JsonObject().put("application/json", new JsonObject().put("schema", schema));
        return new JsonObject()
                .put("200", new JsonObject().put("description", "OK").put("content", content));
    }
}
