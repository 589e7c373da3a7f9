package dev.liverun.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void silence_is_told_once_the_patience_is_over() throws Exception {
        var begun = System.nanoTime();
        var expired = new CompletableFuture<Long>();

        vertx.runOnContext(on -> new Deadline(vertx, PATIENCE, () -> expired.complete(System.nanoTime())));

        assertThat(expired.get(10, TimeUnit.SECONDS) - begun).isGreaterThanOrEqualTo(PATIENCE.toNanos());
    }

    @Test
    void what_arrived_while_the_loop_was_busy_is_progress() throws Exception {
        var secondRead = new CompletableFuture<Long>();
        var expired = new CompletableFuture<Long>();
        var server = vertx.createNetServer().connectHandler(socket -> {
            var deadline = new Deadline(vertx, PATIENCE, () -> expired.complete(System.nanoTime()));
            socket.handler(bytes -> {
                deadline.progress();
                if (bytes.toString().equals("first")) {
                    // The second is there by the time this is over, and so is the deadline.
                    socket.write("send the second");
                    busyFor(PATIENCE.multipliedBy(3));
                } else {
                    secondRead.complete(System.nanoTime());
                }
            });
        });
        server.listen(0, "127.0.0.1")
                .compose(listening -> vertx.createNetClient().connect(listening.actualPort(), "127.0.0.1"))
                .onSuccess(client -> {
                    client.handler(told -> client.write("second"));
                    client.write("first");
                });

        var end = expired.get(20, TimeUnit.SECONDS);

        assertThat(secondRead).isCompleted();
        assertThat(end - secondRead.join()).isGreaterThanOrEqualTo(PATIENCE.toNanos());
    }

    private static void busyFor(Duration time) {
        var until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
