package dev.liverun.load.health;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.ExecutionException;

/**
 * What is checked: answers 200 or 503 at once on several loopback addresses, and knows when it was asked for which endpoint.
 * Everything happens on one event loop.
 */
final class LoopbackTarget implements AutoCloseable {

    /** More than one, so that tens of thousands of fresh connections find free ports. */
    static final int ADDRESSES = 8;

    private static final int MOST = 4_000_000;
    private static final Buffer BODY = Buffer.buffer("{\"ok\": true, \"height\": 42}");

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final int[] who = new int[MOST];
    private final long[] when = new long[MOST];
    private volatile int count;
    private volatile boolean remembering;
    private volatile boolean closing;
    private volatile int status = 200;
    private int port;

    LoopbackTarget() throws ExecutionException, InterruptedException {
        for (int i = 1; i <= ADDRESSES; i++) {
            var server = vertx.createHttpServer(
                            new HttpServerOptions().setIdleTimeout(0).setAcceptBacklog(16_384))
                    .requestHandler(this::answer)
                    .listen(port, "127.0.0." + i)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            port = server.actualPort();
        }
    }

    /** Where the endpoint of this number lives. */
    String url(int number) {
        return "http://127.0.0." + (1 + number % ADDRESSES) + ":" + port + "/" + number;
    }

    /** Forgets what came, and remembers what comes. */
    void remember() {
        count = 0;
        remembering = true;
    }

    /** Whether each answer ends its connection. */
    void closing(boolean closing) {
        this.closing = closing;
    }

    void answers(int status) {
        this.status = status;
    }

    Arrivals arrivals() {
        int seen = count;
        return new Arrivals(java.util.Arrays.copyOf(who, seen), java.util.Arrays.copyOf(when, seen));
    }

    private void answer(HttpServerRequest request) {
        if (remembering && count < MOST) {
            int next = count;
            who[next] = Integer.parseInt(request.path(), 1, request.path().length(), 10);
            when[next] = System.nanoTime();
            count = next + 1;
        }
        var response = request.response().setStatusCode(status);
        if (closing) {
            response.putHeader("Connection", "close");
        }
        response.putHeader("Content-Type", "application/json").end(BODY.copy());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
