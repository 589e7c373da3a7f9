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

    private static final short NORMAL = 1000;
    /** These two describe what was missing on the wire; they are never sent. */
    private static final short NO_STATUS = 1005;

    private static final short ABNORMAL = 1006;
    private static final short TOO_BIG = 1009;
    /** The service vanished: 502 in the language of WebSockets. */
    private static final short BAD_GATEWAY = 1014;

    private static final Logger LOG = Logger.getLogger(Relay.class);

    private final Vertx vertx;
    private final String name;
    private final long maxMessage;
    private final long pingMillis;
    private final End service;
    private @Nullable End client;
    private @Nullable Runnable over;
    private long pingTimer;

    /** Holds what the service sends back until there is a client; to be made as soon as the service has accepted. */
    Relay(Vertx vertx, WebSocketBase service, String name, GatewayConfig.WebSocket config) {
        this.vertx = vertx;
        this.name = name;
        this.maxMessage = config.maxMessage().asLongValue();
        this.pingMillis = config.ping().toMillis();
        this.service = new End(service, BAD_GATEWAY, name + " went away; connect again");
        service.pause();
        this.service.listen();
    }

    /**
     * Joins the client, and lets the frames flow.
     *
     * @param whenOver run once, when both ends are done with
     */
    void join(WebSocketBase socket, Runnable whenOver) {
        var end = new End(socket, GOING_AWAY, "client went away");
        client = end;
        over = whenOver;
        end.listen();
        pingTimer = vertx.setPeriodic(pingMillis, tick -> ping(end));
        if (service.vanished) {
            end.close(BAD_GATEWAY, service.whyGone);
        }
        service.socket.resume();
    }

    private void ping(End end) {
        if (!end.alive || !service.alive) {
            end.close(end.alive ? BAD_GATEWAY : GOING_AWAY, "no sign of life");
            service.close(GOING_AWAY, "no sign of life");
            return;
        }
        end.ping();
        service.ping();
    }

    private void end() {
        var told = over;
        if (told != null) {
            over = null;
            vertx.cancelTimer(pingTimer);
            told.run();
        }
    }

    /** One of the two. */
    private final class End {

        private final WebSocketBase socket;
        private final short whenGone;
        private final String whyGone;
        private boolean alive = true;
        private boolean vanished;
        private long messageBytes;

        /**
         * @param whenGone what the other end is told if this one vanishes
         * @param whyGone and in which words
         */
        End(WebSocketBase socket, short whenGone, String whyGone) {
            this.socket = socket;
            this.whenGone = whenGone;
            this.whyGone = whyGone;
        }

        private @Nullable End other() {
            return this == service ? client : service;
        }

        void listen() {
            socket.pongHandler(pong -> alive = true);
            socket.frameHandler(frame -> {
                alive = true;
                var to = other();
                if (to != null) {
                    pass(frame, to);
                }
            });
            socket.exceptionHandler(failure -> LOG.debugf("%s: WebSocket failed: %s", name, failure.toString()));
            socket.closeHandler(closed -> {
                // With a close frame the frame handler has the word, once everything before it has been passed on.
                var code = socket.closeStatusCode();
                vanished = code == null || code == ABNORMAL;
                var to = other();
                if (vanished && to != null) {
                    to.close(whenGone, whyGone);
                }
                end();
            });
        }

        private void pass(WebSocketFrame frame, End to) {
            if (frame.isClose()) {
                to.close(frame.closeStatusCode(), frame.closeReason());
                return;
            }
            if (frame.isPing() || to.socket.isClosed()) {
                return; // each end's pings are answered by its own connection
            }
            messageBytes = frame.binaryData().length() + (frame.isContinuation() ? messageBytes : 0);
            if (messageBytes > maxMessage) {
                var why = "at most " + maxMessage + " bytes a message";
                close(TOO_BIG, why);
                to.close(TOO_BIG, why);
                return;
            }
            to.socket.writeFrame(frame);
            if (!to.socket.isClosed() && to.socket.writeQueueFull()) {
                socket.pause();
                to.socket.drainHandler(drained -> socket.resume());
            }
        }

        void ping() {
            alive = false;
            if (!socket.isClosed()) {
                socket.writePing(Buffer.buffer());
            }
        }

        void close(@Nullable Short code, @Nullable String reason) {
            if (socket.isClosed()) {
                return;
            }
            var sendable = code == null || code == NO_STATUS || code == ABNORMAL || code < NORMAL ? NORMAL : code;
            socket.close(sendable, reason == null || reason.isEmpty() ? null : reason);
            // Held back or not, its answer to the close has to be read.
            socket.resume();
        }
    }
}
