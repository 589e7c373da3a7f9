package dev.liverun.integrations.testing;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PfxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Servers on a free port of this machine. */
public final class Servers {

    private Servers() {}

    public static int http(Vertx vertx, Handler<HttpServerRequest> handler) {
        return http(vertx, new HttpServerOptions(), handler);
    }

    public static int https(Vertx vertx, Path keyStore, Handler<HttpServerRequest> handler) {
        return http(
                vertx,
                new HttpServerOptions()
                        .setSsl(true)
                        .setSni(true)
                        .setKeyCertOptions(
                                new PfxOptions().setPath(keyStore.toString()).setPassword(Certificates.PASSWORD)),
                handler);
    }

    private static int http(Vertx vertx, HttpServerOptions options, Handler<HttpServerRequest> handler) {
        return join(vertx.createHttpServer(options)
                        .requestHandler(handler)
                        .exceptionHandler(ignored -> {})
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    /** Resets a connection when it closes it. */
    public static int tcp(Vertx vertx, Handler<NetSocket> handler) {
        return join(vertx.createNetServer(new NetServerOptions().setSoLinger(0))
                        .connectHandler(handler)
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    /** Answers one request with these bytes and closes the connection in good order. */
    public static int once(String answer) {
        try {
            ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> {
                try (server;
                        Socket socket = server.accept()) {
                    BufferedReader request = new BufferedReader(new InputStreamReader(socket.getInputStream()));
                    String line = request.readLine();
                    while (line != null && !line.isEmpty()) {
                        line = request.readLine();
                    }
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
            return server.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers each request with these bytes, without looking at it. */
    public static int raw(Vertx vertx, String answer, boolean close) {
        return tcp(
                vertx,
                socket -> socket.handler(
                        request -> socket.write(Buffer.buffer(answer)).onComplete(written -> {
                            if (close) {
                                socket.close();
                            }
                        })));
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
