package dev.liverun.session.support;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * Answers {@code GET /api/v1/integrations/{id}} as health-monitor-service would: it knows {@link #KNOWN}, does not know
 * any other, and for {@link #TROUBLED} it fails.
 */
public class FakeHealthMonitor implements QuarkusTestResourceLifecycleManager {

    public static final UUID KNOWN = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8001");
    public static final UUID TROUBLED = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8002");

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/v1/integrations/", exchange -> {
            var path = exchange.getRequestURI().getPath();
            var authorized = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                    .startsWith("Bearer ");
            int status = !authorized
                    ? 401
                    : path.endsWith(KNOWN.toString()) ? 200 : path.endsWith(TROUBLED.toString()) ? 500 : 404;
            var body = """
                    {"id": "%s", "name": "known-to-owner", "base_url": "https://example.com", "enabled": true,
                     "rate_limit_per_minute": 60, "unknown_here": []}""".formatted(KNOWN).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return Map.of(
                "liverun.peers.health-monitor.url",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
