package dev.liverun.api.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * Follows a WebSocket of the service under test.
 *
 * <pre>{@code
 * try (var reader = LiveClient.connect("/stream", Tokens.of(Roles.VIEWER))) {
 *     var snapshot = reader.await(message -> message.path("type").asText().equals("snapshot"));
 * }
 * }</pre>
 */
public final class LiveClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private volatile int closeCode;
    private WebSocket socket;

    private LiveClient() {}

    /** Connects to {@code path} below {@code /api/v1}. */
    public static LiveClient connect(String path, String token) {
        return connect(path, Map.of("Authorization", "Bearer " + token), true);
    }

    /** Connects to {@code path} below {@code /api/v1} of another process, on this port. */
    public static LiveClient connect(int port, String path, String token) {
        return connect(port, path, Map.of("Authorization", "Bearer " + token), true);
    }

    /** As {@link #connect}, and reads nothing until {@link #read}. */
    public static LiveClient connectWithoutReading(String path, String token) {
        return connect(path, Map.of("Authorization", "Bearer " + token), false);
    }

    /** The status with which an upgrade is refused; 101 when it is not. */
    public static int refusal(String path, Map<String, String> headers) {
        try (var opened = connect(path, headers, true)) {
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    private static LiveClient connect(String path, Map<String, String> headers, boolean reading) {
        return connect(RestAssured.port, path, headers, reading);
    }

    private static LiveClient connect(int port, String path, Map<String, String> headers, boolean reading) {
        var client = new LiveClient();
        var address = URI.create("ws://localhost:" + port + "/api/v1" + path);
        var builder = HttpClient.newHttpClient().newWebSocketBuilder();
        headers.forEach(builder::header);
        client.socket =
                builder.buildAsync(address, client.new Listener(reading)).join();
        return client;
    }

    /** Every message so far. */
    public List<JsonNode> messages() {
        return List.copyOf(messages);
    }

    /** Every message of this type so far. */
    public List<JsonNode> messages(String type) {
        return messages.stream()
                .filter(message -> type.equals(message.path("type").asText()))
                .toList();
    }

    /** The first message that is wanted, when it has come. */
    public JsonNode await(Predicate<JsonNode> wanted) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> messages().stream()
                .anyMatch(wanted));
        return messages().stream().filter(wanted).findFirst().orElseThrow();
    }

    /** The first message of this type, when it has come. */
    public JsonNode await(String type) {
        return await(message -> type.equals(message.path("type").asText()));
    }

    /** The code with which the service closed, when it has. */
    public int awaitClose() {
        Awaitility.await().atMost(PATIENCE).until(() -> closeCode != 0);
        return closeCode;
    }

    /** Reads from now on. */
    public void read() {
        socket.request(Long.MAX_VALUE);
    }

    public void send(String text) {
        socket.sendText(text, true).join();
    }

    /** Sends, unless the service has cut us off. */
    public void trySend(String text) {
        try {
            send(text);
        } catch (CompletionException e) {
            closeCode = closeCode == 0 ? -1 : closeCode;
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static JsonNode parsed(String message) {
        try {
            return JSON.readTree(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + message, e);
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final boolean reading;

        private Listener(boolean reading) {
            this.reading = reading;
        }

        @Override
        public void onOpen(WebSocket opened) {
            if (reading) {
                opened.request(Long.MAX_VALUE);
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                messages.add(parsed(part.toString()));
                part.setLength(0);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closeCode = code;
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            closeCode = -1;
        }
    }
}
