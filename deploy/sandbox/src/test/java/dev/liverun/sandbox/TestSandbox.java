package dev.liverun.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A running sandbox on a free port, and a client for it. */
final class TestSandbox implements AutoCloseable {
    static final Map<String, String> CREDENTIALS = Map.of(
            "SANDBOX_CONTROL_TOKEN", "control-1",
            "SANDBOX_YUNITE_API_KEY", "yunite-1",
            "SANDBOX_DISCORD_CLIENT_ID", "300000000000000001",
            "SANDBOX_DISCORD_CLIENT_SECRET", "discord-1",
            "SANDBOX_WALLET_TOKEN", "wallet-1",
            "SANDBOX_ADMIN_TOKEN", "admin-1",
            "SANDBOX_GITHUB_TOKEN", "github-bot-1",
            "SANDBOX_GITHUB_HUMAN_TOKEN", "github-human-1");
    static final String BOT = "Authorization: Bearer github-bot-1";
    static final String HUMAN = "Authorization: token github-human-1";
    static final String WALLET = "Authorization: Bearer wallet-1";
    static final String ADMIN = "X-Api-Key: admin-1";
    static final String YUNITE = "Y-Api-Token: yunite-1";
    static final String CONTROL = "Authorization: Bearer control-1";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    final TestClock clock = new TestClock();
    final SandboxServer server;

    private TestSandbox(Map<String, String> environment, List<String> args) {
        var all = new ArrayList<>(List.of("--port", "0"));
        all.addAll(args);
        server = SandboxServer.start(SandboxOptions.parse(all, environment), clock)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    static TestSandbox start(String... args) {
        return new TestSandbox(CREDENTIALS, List.of(args));
    }

    static TestSandbox startWith(Map<String, String> more, String... args) {
        var environment = new HashMap<>(CREDENTIALS);
        environment.putAll(more);
        return new TestSandbox(environment, List.of(args));
    }

    static TestSandbox startWithoutCredentials() {
        return new TestSandbox(Map.of(), List.of());
    }

    record Answer(int status, String body, Map<String, List<String>> headers) {
        JsonObject json() {
            return new JsonObject(body);
        }

        JsonArray array() {
            return new JsonArray(body);
        }

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(e -> e.getKey().equalsIgnoreCase(name))
                    .map(e -> e.getValue().get(0))
                    .findFirst()
                    .orElse(null);
        }
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Answer post(String path, JsonObject body, String... headers) {
        return send("POST", path, body.encode(), headers);
    }

    Answer patch(String path, JsonObject body, String... headers) {
        return send("PATCH", path, body.encode(), headers);
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /** @param headers as {@code Name: value} */
    Answer send(String method, String path, String body, String... headers) {
        try {
            return exchange(method, path, body, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer exchange(String method, String path, String body, String... headers) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(Duration.ofSeconds(10))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        for (String header : headers) {
            String[] parts = header.split(": ", 2);
            request.header(parts[0], parts[1]);
        }
        try {
            var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(), response.body(), response.headers().map());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    Answer setFault(String integration, String json) {
        return send("PUT", "/_control/" + integration + "/fault", json, CONTROL);
    }

    void clearFaults() {
        server.readiness().keySet().forEach(name -> delete("/_control/" + name + "/fault", CONTROL));
    }

    JsonObject received(String integration) {
        return get("/_control/" + integration + "/requests?limit=500", CONTROL).json();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
