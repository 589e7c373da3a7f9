package dev.liverun.runner.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Answers as session-service and health-monitor-service would about a session and an endpoint that no event has told of
 * yet; for {@link #TROUBLED} it fails.
 */
public class Owners implements QuarkusTestResourceLifecycleManager {

    public static final UUID SESSION = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a9001");
    public static final UUID ENDPOINT = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a9002");
    public static final UUID ANOTHER_SESSION = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a9004");
    public static final UUID JUST_STARTED = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a9005");
    public static final UUID TROUBLED = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a9003");

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/api/v1/sessions/",
                exchange -> answer(exchange, sessionIn(exchange), """
                {"id": "%s", "name": "Owned", "description": null, "status": "ACTIVE", "created_at": "2026-03-01T12:00:00Z",
                 "started_at": "2026-03-01T12:00:00Z", "ended_at": null, "tester_id": "ada", "configuration": {},
                 "participants": [{"subject": "ada", "role": "TESTER"}], "pause_cause": null, "version": 2,
                 "transitions": ["pause"], "unknown_here": 1}""".formatted(sessionIn(exchange))));
        server.createContext(
                "/api/v1/integrations/",
                exchange -> answer(exchange, ENDPOINT, """
                {"id": "%s", "name": "owned", "base_url": "%s", "health_check_url": "http://127.0.0.1/health",
                 "auth_type": "NONE", "credential": null, "api_key_header": null, "token_url": null, "oauth_scope": null,
                 "rate_limit_per_minute": 6000, "timeout_seconds": 5, "retry_attempts": 0, "enabled": true, "tags": ["a"],
                 "health": {"status": "HEALTHY"}, "version": 1}""".formatted(ENDPOINT, TargetService.baseUrl())));
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of("liverun.peers.session.url", url, "liverun.peers.health-monitor.url", url);
    }

    private static UUID sessionIn(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath();
        return Stream.of(ANOTHER_SESSION, JUST_STARTED)
                .filter(id -> path.endsWith(id.toString()))
                .findFirst()
                .orElse(SESSION);
    }

    private static void answer(HttpExchange exchange, UUID known, String json) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var authorized = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                .startsWith("Bearer ");
        int status = !authorized
                ? 401
                : path.endsWith(known.toString()) ? 200 : path.endsWith(TROUBLED.toString()) ? 500 : 404;
        var body = (status == 200 ? json : "{}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
