package dev.liverun.api.live;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** A reader's WebSocket: its heartbeat, its end, and what it may send. On one event loop. */
final class LiveSocket implements LiveReader.Line {

    private static final Logger LOG = Logger.getLogger(LiveSocket.class);

    private final ServerWebSocket socket;
    private final Vertx vertx;
    private final Context context;
    private final LiveConfig config;
    private final Clock clock;
    private final long heartbeat;
    private final long expiry;
    private boolean alive = true;
    private int received;

    LiveSocket(
            ServerWebSocket socket, Vertx vertx, Context context, Instant tokenExpiry, LiveConfig config, Clock clock) {
        this.socket = socket;
        this.vertx = vertx;
        this.context = context;
        this.config = config;
        this.clock = clock;
        this.heartbeat = vertx.setPeriodic(config.heartbeat().toMillis(), tick -> beat());
        var left = Duration.between(clock.instant(), tokenExpiry).toMillis();
        this.expiry = vertx.setTimer(Math.max(1, left), over -> close(CloseCode.TOKEN_EXPIRED));
    }

    /** Tells {@code reader} what happens on the line. */
    void listen(LiveReader<?> reader, Consumer<LiveSocket> ended) {
        socket.pongHandler(pong -> alive = true);
        socket.textMessageHandler(text -> heard());
        socket.binaryMessageHandler(bytes -> heard());
        socket.drainHandler(drained -> reader.drained());
        socket.exceptionHandler(failure -> {
            // A message over the cap is reported here and not ended by itself.
            LOG.debugf("A reader's connection failed: %s", failure.toString());
            close(CloseCode.TALKATIVE);
        });
        socket.closeHandler(closed -> {
            vertx.cancelTimer(heartbeat);
            vertx.cancelTimer(expiry);
            reader.gone();
            ended.accept(this);
        });
    }

    @Override
    public boolean isFull() {
        return socket.isClosed() || socket.writeQueueFull();
    }

    @Override
    public void write(String message) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(message);
        }
    }

    @Override
    public void close(CloseCode why) {
        if (!socket.isClosed()) {
            socket.close(why.code(), why.reason());
        }
    }

    @Override
    public void execute(Runnable work) {
        context.runOnContext(ignored -> work.run());
    }

    private void beat() {
        if (!alive) {
            close(CloseCode.SILENT);
            return;
        }
        alive = false;
        received = 0;
        if (!socket.isClosed()) {
            socket.writePing(Buffer.buffer());
            // Pages do not see pings. For a full line this is no news, and it finds out by the ping.
            if (!socket.writeQueueFull()) {
                write("{\"type\":\"heartbeat\",\"at\":\"" + clock.instant().truncatedTo(ChronoUnit.MILLIS) + "\"}");
            }
        }
    }

    private void heard() {
        alive = true;
        received++;
        if (received > config.maxMessages()) {
            close(CloseCode.TALKATIVE);
        }
    }
}
