package dev.liverun.health.testing;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A live service to be checked: answers as it is told, and remembers when it was asked. */
public final class Target implements AutoCloseable {

    /** A request that arrived, by {@link System#nanoTime()}. */
    public record Arrival(long nanos, String method, String path, String apiKey, String contentType) {}

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private volatile Handler<HttpServerRequest> behaviour = answering(200);

    public Target() {
        try {
            server = vertx.createHttpServer()
                    .requestHandler(request -> {
                        arrivals.add(new Arrival(
                                System.nanoTime(),
                                request.method().name(),
                                request.path(),
                                request.getHeader("X-API-Key"),
                                request.getHeader("Content-Type")));
                        behaviour.handle(request);
                    })
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the target does not start", e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    public Queue<Arrival> arrivals() {
        return arrivals;
    }

    public Target behaves(Handler<HttpServerRequest> asToldNow) {
        behaviour = asToldNow;
        return this;
    }

    public static Handler<HttpServerRequest> answering(int status) {
        return request -> request.response().setStatusCode(status).end("{}");
    }

    public Handler<HttpServerRequest> slowly(long millis) {
        return request -> vertx.setTimer(millis, late -> request.response().end());
    }

    /** Answers nobody until then. */
    public static Handler<HttpServerRequest> once(Future<?> released) {
        return request -> released.onSuccess(now -> request.response().end());
    }

    public static Handler<HttpServerRequest> resetting() {
        return request -> request.connection().close();
    }

    public static Handler<HttpServerRequest> throttling(int retryAfterSeconds) {
        return request -> request.response()
                .setStatusCode(429)
                .putHeader("Retry-After", Integer.toString(retryAfterSeconds))
                .end();
    }

    @Override
    public void close() {
        vertx.close();
    }
}
