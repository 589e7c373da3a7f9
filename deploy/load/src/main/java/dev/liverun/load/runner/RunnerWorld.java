package dev.liverun.load.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.liverun.events.Ids;
import dev.liverun.load.world.Replica;
import dev.liverun.load.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Replicas of test-runner-service, and whoever owns sessions and endpoints for them. */
final class RunnerWorld implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private final World world = new World("runner", true);
    private final Path serviceToken = world.directory().resolve("service.token");
    private final String token = world.token("operator", "load");
    private final Map<UUID, String> known = new ConcurrentHashMap<>();
    private final HttpServer owners;

    RunnerWorld() {
        try {
            Files.writeString(serviceToken, world.token("service", "load"));
            owners = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        owners.createContext("/api/v1/", this::answer);
        owners.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String known = this.known.get(UUID.fromString(path.substring(path.lastIndexOf('/') + 1)));
        byte[] body = (known == null ? "{}" : known).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(known == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** An ACTIVE session in which everything is approved. */
    UUID session() {
        UUID id = Ids.next();
        known.put(id, """
                {"id": "%s", "name": "load %s", "description": null, "status": "ACTIVE", "created_at": "2026-03-01T12:00:00Z",
                 "started_at": "2026-03-01T12:00:00Z", "ended_at": null, "tester_id": "load", "pause_cause": null, "version": 2,
                 "configuration": {"approvals": {"write": true, "money": true}},
                 "participants": [{"subject": "load", "role": "TESTER"}]}""".formatted(id, id));
        return id;
    }

    UUID endpoint(String baseUrl, int limitPerMinute) {
        UUID id = Ids.next();
        known.put(id, """
                {"id": "%s", "name": "target", "base_url": "%s", "health_check_url": "%s/health", "auth_type": "NONE",
                 "credential": null, "api_key_header": null, "token_url": null, "oauth_scope": null,
                 "rate_limit_per_minute": %d, "timeout_seconds": 60, "retry_attempts": 0, "enabled": true, "tags": [],
                 "version": 1}""".formatted(id, baseUrl, baseUrl, limitPerMinute));
        return id;
    }

    /** A further replica, ready. */
    Replica replica(String... flags) {
        var ownersUrl = "http://127.0.0.1:" + owners.getAddress().getPort();
        return world.replica(
                "test-runner-service",
                Map.of(
                        "liverun.service.token-file",
                        serviceToken.toString(),
                        "liverun.peers.session.url",
                        ownersUrl,
                        "liverun.peers.health-monitor.url",
                        ownersUrl,
                        "liverun.egress.allow-loopback",
                        "true",
                        "liverun.runner.state.key",
                        "of this benchmark only",
                        "liverun.runner.lease",
                        "3s"),
                flags);
    }

    /** The answer's JSON, whatever its status; {@code status} is added to it. */
    JsonNode call(Replica replica, String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(replica.address(path)))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(120))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        var answer = world.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a workflow. */
    void workflow(Replica replica, String document) {
        try {
            call(replica, "POST", "/workflows", JSON.writeValueAsString(Map.of("document", document)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The run, once it has ended. */
    JsonNode ended(Replica replica, String run) {
        JsonNode[] seen = new JsonNode[1];
        World.eventually(
                () -> {
                    seen[0] = call(replica, "GET", "/runs/" + run, null);
                    return !seen[0].path("status").asText().equals("RUNNING");
                },
                "the run " + run + " ends");
        return seen[0];
    }

    /** The same without its results, which cost more to show than to ask for the end. */
    JsonNode endedOf(Replica replica, String session, String run) {
        JsonNode[] seen = new JsonNode[1];
        World.eventually(
                () -> {
                    seen[0] = call(replica, "GET", "/sessions/" + session + "/runs?limit=1", null)
                            .at("/items/0");
                    return seen[0].path("id").asText().equals(run)
                            && !seen[0].path("status").asText().equals("RUNNING");
                },
                "the run " + run + " ends");
        return seen[0];
    }

    /** How many events wait to be published. */
    long unpublished() {
        return world.number("select count(*) from outbox");
    }

    @Override
    public void close() {
        owners.stop(0);
        world.close();
    }
}
