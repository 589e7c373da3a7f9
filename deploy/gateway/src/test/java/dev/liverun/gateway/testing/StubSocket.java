package dev.liverun.gateway.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.WebSocketInternal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** The WebSocket side of a stub: echoes frames as they come, or does what {@code ?ws=…} says. */
final class StubSocket {

    private static final Buffer PIECE = Buffer.buffer(new byte[16 * 1024]);

    private final Vertx vertx;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<JsonObject> handshake = new AtomicReference<>(new JsonObject());
    private final AtomicReference<String> closed = new AtomicReference<>("");
    private volatile ServerWebSocket latest;

    StubSocket(Vertx vertx) {
        this.vertx = vertx;
    }

    JsonObject state() {
        return new JsonObject()
                .put("sent", sent.get())
                .put("handshake", handshake.get())
                .put("closed", closed.get());
    }

    void handle(ServerWebSocket socket) {
        var headers = new JsonObject();
        socket.headers()
                .names()
                .forEach(name -> headers.put(
                        name.toLowerCase(Locale.ROOT),
                        new JsonArray(socket.headers().getAll(name))));
        handshake.set(new JsonObject().put("uri", socket.uri()).put("headers", headers));
        latest = socket;
        closed.set("");
        var query = String.valueOf(socket.query());
        if (query.contains("ws=refuse")) {
            socket.reject(401);
            return;
        }
        socket.closeHandler(end -> {
            // One of the test before may end only now.
            if (socket == latest) {
                closed.set(socket.closeStatusCode() + " " + socket.closeReason());
            }
        });
        if (query.contains("ws=close")) {
            socket.writeTextMessage("one");
            socket.writeTextMessage("two");
            socket.close((short) 4321, "enough");
        } else if (query.contains("ws=die")) {
            socket.writeTextMessage("soon").onComplete(x -> vertx.setTimer(50, y -> drop(socket)));
        } else if (query.contains("ws=flood")) {
            sent.set(0);
            flood(socket);
        } else {
            socket.frameHandler(frame -> {
                if (frame.isText() || frame.isBinary() || frame.isContinuation()) {
                    socket.writeFrame(frame);
                }
            });
        }
    }

    private void flood(ServerWebSocket socket) {
        while (!socket.isClosed()) {
            if (socket.writeQueueFull()) {
                socket.drainHandler(drained -> flood(socket));
                return;
            }
            sent.addAndGet(PIECE.length());
            socket.writeBinaryMessage(PIECE);
        }
    }

    /** Without a close frame, as a process does that is killed. */
    private static void drop(ServerWebSocket socket) {
        ((WebSocketInternal) socket).channelHandlerContext().close();
    }
}
