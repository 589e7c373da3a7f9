package dev.liverun.gateway.websocket;

import dev.liverun.gateway.config.GatewayConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketFrame;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Two WebSockets joined: every frame goes on as it came, in its order and its type. A slow reader slows its writer down
 * (nothing is queued beyond one socket's buffer), a close frame's code and reason go on after the last frame before it,
 * and an end that vanishes without one is reported to the other. Used on one event loop only.
 */
final class Relay {

    /** The client vanished (RFC 6455, section 7.4.1). */
    static final short GOING_AWAY = 1001;

    private static final short NO_STATUS = 1005;
    private static final short NORMAL = 1000;
    private static final short TOO_BIG = 1009;
    /** The service vanished: 502 in the language of WebSockets. */
    private static final short BAD_GATEWAY = 1014;

    private static final Logger LOG = Logger.getLogger(Relay.class);

    private final Vertx vertx;
    private final WebSocketBase client;
    private final WebSocketBase service;
    private final String name;
    private final long maxMessage;
    private final long pingMillis;
    private final Runnable over;
    private long pingTimer;
    private boolean ended;
    private boolean clientAlive = true;
    private boolean serviceAlive = true;

    Relay(
            Vertx vertx,
            WebSocketBase client,
            WebSocketBase service,
            String name,
            GatewayConfig.WebSocket config,
            Runnable over) {
        this.vertx = vertx;
        this.client = client;
        this.service = service;
        this.name = name;
        this.maxMessage = config.maxMessage().asLongValue();
        this.pingMillis = config.ping().toMillis();
        this.over = over;
    }

    void start() {
        var gone = name + " went away; connect again";
        join(client, service, () -> clientAlive = true, GOING_AWAY, "client went away");
        join(service, client, () -> serviceAlive = true, BAD_GATEWAY, gone);
        pingTimer = vertx.setPeriodic(pingMillis, tick -> ping());
        service.resume();
        client.resume();
    }

    private void join(WebSocketBase from, WebSocketBase to, Runnable alive, short whenGone, String whyGone) {
        if (from.isClosed()) {
            close(to, whenGone, whyGone);
            end();
            return;
        }
        var message = new long[1];
        from.pongHandler(pong -> alive.run());
        from.frameHandler(frame -> {
            alive.run();
            pass(from, to, frame, message);
        });
        from.exceptionHandler(failure -> LOG.debugf("%s: WebSocket failed: %s", name, failure.toString()));
        from.closeHandler(closed -> {
            // With a close frame the frame handler has the word, once everything before it has been passed on.
            if (from.closeStatusCode() == null || from.closeStatusCode() == 1006) {
                close(to, whenGone, whyGone);
            }
            end();
        });
    }

    private void pass(WebSocketBase from, WebSocketBase to, WebSocketFrame frame, long[] message) {
        if (frame.isClose()) {
            close(to, frame.closeStatusCode(), frame.closeReason());
            return;
        }
        if (frame.isPing() || to.isClosed()) {
            return; // each end's pings are answered by its own connection
        }
        if (!frame.isContinuation()) {
            message[0] = 0;
        }
        message[0] += frame.binaryData().length();
        if (message[0] > maxMessage) {
            close(from, TOO_BIG, "at most " + maxMessage + " bytes a message");
            close(to, TOO_BIG, "at most " + maxMessage + " bytes a message");
            return;
        }
        to.writeFrame(frame);
        if (!to.isClosed() && to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
        }
    }

    private void ping() {
        if (!clientAlive || !serviceAlive) {
            close(client, clientAlive ? BAD_GATEWAY : GOING_AWAY, "no sign of life");
            close(service, GOING_AWAY, "no sign of life");
            return;
        }
        clientAlive = false;
        serviceAlive = false;
        if (!client.isClosed()) {
            client.writePing(Buffer.buffer());
        }
        if (!service.isClosed()) {
            service.writePing(Buffer.buffer());
        }
    }

    private static void close(WebSocketBase socket, @Nullable Short code, @Nullable String reason) {
        if (!socket.isClosed()) {
            // 1005 and 1006 describe what was missing on the wire; they must not be sent.
            var sendable = code == null || code == NO_STATUS || code == 1006 || code < 1000 ? NORMAL : code;
            socket.close(sendable, reason == null || reason.isEmpty() ? null : reason);
            // Held back or not, its answer to the close has to be read.
            socket.resume();
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            vertx.cancelTimer(pingTimer);
            over.run();
        }
    }
}
