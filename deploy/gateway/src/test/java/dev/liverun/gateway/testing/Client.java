package dev.liverun.gateway.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Somebody who calls the gateway: from an address of their own, so that tests do not use up each other's rate limit, with
 * a Vert.x client, because it sends any header it is told to.
 */
public final class Client implements AutoCloseable {

    private static final AtomicInteger ADDRESSES = new AtomicInteger(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http;
    private final WebSocketClient webSockets;
    private final int port;

    private Client(HttpClientOptions options, int port) {
        this.port = port;
        this.http = vertx.createHttpClient(options.setDecompressionSupported(false));
        this.webSockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setLocalAddress(options.getLocalAddress())
                .setMaxFrameSize(1024 * 1024)
                .setMaxMessageSize(4 * 1024 * 1024));
    }

    /** Over plain HTTP. */
    public static Client plain() {
        return from("127.0.1." + ADDRESSES.incrementAndGet());
    }

    /** Over plain HTTP, from a given address. */
    public static Client from(String address) {
        return new Client(new HttpClientOptions().setLocalAddress(address), setting("quarkus.http.test-port"));
    }

    /** Over TLS, with HTTP/2 where the server can. */
    public static Client tls(boolean http2) {
        var options = new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false);
        if (http2) {
            options.setUseAlpn(true)
                    .setProtocolVersion(io.vertx.core.http.HttpVersion.HTTP_2)
                    .setHttp2MaxPoolSize(1);
        }
        return new Client(options, setting("quarkus.http.test-ssl-port"));
    }

    private static int setting(String name) {
        return ConfigProvider.getConfig().getValue(name, Integer.class);
    }

    public int port() {
        return port;
    }

    public Vertx vertx() {
        return vertx;
    }

    /** A valid token of somebody whom no other test uses. */
    public static String token(String... roles) {
        return tokenOf("somebody-" + UUID.randomUUID(), roles);
    }

    public static String tokenOf(String subject, String... roles) {
        return Keys.token(key(), subject, Instant.now().plusSeconds(600), Keys.ISSUER, roles);
    }

    public static Path key() {
        return Path.of(ConfigProvider.getConfig().getValue(GatewayResource.PRIVATE_KEY, String.class));
    }

    public Answer get(String uri, String... headers) {
        return send("GET", uri, null, headers);
    }

    /** As the sign-in page does with the token of a link. */
    public Answer signIn(String token) {
        return send(
                "POST",
                "/sign-in",
                null,
                "Authorization",
                "Bearer " + token,
                "Origin",
                "http://127.0.0.1:" + port,
                "X-Liverun-Client",
                "test");
    }

    /** Sends a request; {@code headers} are names and values in turn. */
    public Answer send(String method, String uri, Buffer body, String... headers) {
        return await(open(method, uri, headers).compose(request -> {
            var sent = body == null ? request.send() : request.send(body);
            return sent.compose(response -> response.body()
                    .map(read -> new Answer(response.statusCode(), response.headers(), response.cookies(), read)));
        }));
    }

    /** A request that is not sent yet. */
    public Future<HttpClientRequest> open(String method, String uri, String... headers) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(method))
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(uri);
        for (int i = 0; i < headers.length; i += 2) {
            options.addHeader(headers[i], headers[i + 1]);
        }
        return http.request(options);
    }

    public Future<WebSocket> webSocket(String uri, String protocol, String... headers) {
        var options = new WebSocketConnectOptions();
        options.setHost("127.0.0.1").setPort(port).setURI(uri);
        options.setAllowOriginHeader(java.util.List.of(headers).contains("Origin"));
        for (int i = 0; i < headers.length; i += 2) {
            options.addHeader(headers[i], headers[i + 1]);
        }
        if (protocol != null) {
            for (var name : protocol.split(",")) {
                options.addSubProtocol(name);
            }
        }
        return webSockets.connect(options);
    }

    /** What a stub service has seen. */
    public JsonObject stub(String service) {
        return control(service, "state").toJsonObject();
    }

    public Buffer control(String service, String what) {
        return await(http.request(new RequestOptions()
                        .setHost("127.0.0.1")
                        .setPort(setting(GatewayResource.CONTROL))
                        .setSsl(false)
                        .setURI("/" + service + "/" + what))
                .compose(HttpClientRequest::send)
                .compose(response -> response.body()));
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("nothing came in " + PATIENCE.toSeconds() + " s", e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
