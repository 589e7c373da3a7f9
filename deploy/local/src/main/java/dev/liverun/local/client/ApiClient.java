package dev.liverun.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A client of an HTTP API, as anybody could write one: a base address, a token, JSON. */
public final class ApiClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private final String token;

    public ApiClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    public JsonNode get(String path) {
        return json("GET", path, null, null);
    }

    public JsonNode post(String path, @Nullable Object body) {
        return json("POST", path, body, UUID.randomUUID().toString());
    }

    /** The same request with the same key has the same effect, however often it is sent. */
    public JsonNode post(String path, @Nullable Object body, String idempotencyKey) {
        return json("POST", path, body, idempotencyKey);
    }

    public JsonNode put(String path, Object body) {
        return json("PUT", path, body, null);
    }

    public JsonNode patch(String path, Object body) {
        return json("PATCH", path, body, null);
    }

    public void delete(String path) {
        json("DELETE", path, null, null);
    }

    /** The body as it comes. */
    public byte[] download(String path) {
        return send(request(path).GET(), "GET", path).body();
    }

    /** A multipart upload of one file in the field {@code file} (RFC 7578). */
    public JsonNode upload(String path, String filename, String contentType, byte[] content) {
        var boundary = "liverun-" + UUID.randomUUID();
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + filename
                        + "\"\r\nContent-Type: " + contentType + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return parse(send(
                        request(path)
                                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .POST(BodyPublishers.ofByteArray(body.toByteArray())),
                        "POST",
                        path)
                .body());
    }

    private JsonNode json(String method, String path, @Nullable Object body, @Nullable String idempotencyKey) {
        try {
            var request = request(path).header("Accept", "application/json");
            if (body == null) {
                request.method(method, BodyPublishers.noBody());
            } else {
                request.header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
            }
            if (idempotencyKey != null) {
                request.header("Idempotency-Key", idempotencyKey).header("Prefer", "wait=30");
            }
            return parse(send(request, method, path).body());
        } catch (JsonProcessingException e) {
            throw new ApiFailure("not JSON: " + e.getMessage(), e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request, String method, String path) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() >= 400) {
                throw new ApiFailure(
                        answer.statusCode(),
                        method + " " + path + " answered " + answer.statusCode() + ": "
                                + new String(answer.body(), StandardCharsets.UTF_8));
            }
            return answer;
        } catch (IOException e) {
            throw new ApiFailure(
                    method + " " + base + path + " got no answer (" + e.getMessage()
                            + "): is Liverun up? See ./liverun status.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiFailure("interrupted", e);
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new ApiFailure("the answer is not JSON: " + e.getMessage(), e);
        }
    }
}
