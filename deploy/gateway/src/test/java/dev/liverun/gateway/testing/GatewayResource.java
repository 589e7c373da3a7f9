package dev.liverun.gateway.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Four stub services, a key pair, a certificate, and the settings by which the gateway under test finds them. The stubs
 * are reached through a control server ({@code GET /<service>/state|stop|start}), since tests and this class need not
 * share a class loader.
 */
public final class GatewayResource implements QuarkusTestResourceLifecycleManager {

    static final String CONTROL = "test.control.port";
    static final String PRIVATE_KEY = "test.private-key";

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, StubService> stubs = new LinkedHashMap<>();
    private @Nullable Path directory;

    @Override
    public Map<String, String> start() {
        try {
            var home = Files.createTempDirectory("liverun-gateway-test");
            directory = home;
            Keys.writePair(home);
            Keys.writeForeign(home);
            Keys.writeCertificate(home);
            stubs.put("session", new StubService(vertx, "session", List.of("/api/v1/sessions", "/api/v1/dashboard")));
            stubs.put("health-monitor", new StubService(vertx, "health-monitor", List.of("/api/v1/integrations")));
            stubs.put("test-runner", new StubService(vertx, "test-runner", List.of("/api/v1/sessions/{id}/runs")));
            stubs.put("feedback", new StubService(vertx, "feedback", List.of("/api/v1/feedback")));
            var settings = new HashMap<String, String>();
            for (var stub : stubs.entrySet()) {
                var port = get(stub.getValue().start());
                settings.put("liverun.gateway.services." + stub.getKey() + ".url", "http://127.0.0.1:" + port);
                settings.put(
                        "liverun.gateway.services." + stub.getKey() + ".management-url", "http://127.0.0.1:" + port);
            }
            HttpServer control =
                    get(vertx.createHttpServer().requestHandler(this::control).listen(0, "127.0.0.1"));
            settings.put(CONTROL, Integer.toString(control.actualPort()));
            settings.put(PRIVATE_KEY, home.resolve("private.pem").toString());
            settings.put("liverun.auth.public-key", home.resolve("public.pem").toString());
            settings.put("liverun.auth.issuer", Keys.ISSUER);
            settings.put(
                    "liverun.gateway.tls.certificate", home.resolve("tls.crt").toString());
            settings.put("liverun.gateway.oidc.issuer", get(new StubProvider(vertx, home, true).start()));
            settings.put("liverun.gateway.oidc.client-id", StubProvider.CLIENT);
            settings.put("liverun.gateway.oidc.client-secret", StubProvider.SECRET);
            settings.put("liverun.gateway.oidc.name", "Example Inc.");
            settings.put("liverun.gateway.tls.key", home.resolve("tls.key").toString());
            settings.put("liverun.gateway.tls.plain-http", "enabled");
            settings.put("liverun.gateway.services.session.timeout", "1500ms");
            settings.put("liverun.gateway.body.max-upload", "64M");
            settings.put("liverun.gateway.rate-limit.per-subject", "60");
            settings.put("liverun.gateway.rate-limit.per-address", "120");
            settings.put("liverun.gateway.websocket.per-subject", "3");
            settings.put("liverun.gateway.websocket.ping", "500ms");
            settings.put("liverun.gateway.openapi.refresh", "1ms");
            settings.put("liverun.gateway.trusted-origins", "https://console.example.org");
            settings.put("quarkus.http.proxy.proxy-address-forwarding", "true");
            settings.put("quarkus.http.proxy.trusted-proxies", "127.0.0.99");
            return settings;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void control(HttpServerRequest request) {
        var parts = request.path().split("/");
        var stub = stubs.get(parts[1]);
        switch (parts[2]) {
            case "stop" -> stub.stop().onComplete(done -> request.response().end());
            case "start" -> stub.start().onComplete(done -> request.response().end());
            default -> request.response().end(stub.state().toBuffer());
        }
    }

    @Override
    public void stop() {
        get(vertx.close());
        // It is stopped even when it could not be started.
        if (directory == null) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
