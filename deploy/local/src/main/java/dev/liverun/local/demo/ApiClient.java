package dev.liverun.local.demo;

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
final class ApiClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private final String token;

    ApiClient(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    JsonNode get(String path) {
        return json("GET", path, null);
    }

    JsonNode post(String path, @Nullable Object body) {
        return json("POST", path, body);
    }

    JsonNode put(String path, Object body) {
        return json("PUT", path, body);
    }

    JsonNode patch(String path, Object body) {
        return json("PATCH", path, body);
    }

    void delete(String path) {
        json("DELETE", path, null);
    }

    /** The body as it comes. */
    byte[] download(String path) {
        return send(request(path).GET(), "GET", path).body();
    }

    /** A multipart upload of one file in the field {@code file} (RFC 7578). */
    JsonNode upload(String path, String filename, String contentType, byte[] content) {
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

    private JsonNode json(String method, String path, @Nullable Object body) {
        try {
            var request = request(path).header("Accept", "application/json");
            if (body == null) {
                request.method(method, BodyPublishers.noBody());
            } else {
                request.header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
            }
            if (method.equals("POST")) {
                request.header("Idempotency-Key", UUID.randomUUID().toString()).header("Prefer", "wait=30");
            }
            return parse(send(request, method, path).body());
        } catch (JsonProcessingException e) {
            throw new DemoFailed("not JSON: " + e.getMessage(), e);
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
                throw new DemoFailed(method + " " + path + " answered " + answer.statusCode() + ": "
                        + new String(answer.body(), StandardCharsets.UTF_8));
            }
            return answer;
        } catch (IOException e) {
            throw new DemoFailed(
                    method + " " + base + path + " got no answer (" + e.getMessage()
                            + "): is Liverun up? See ./liverun status.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailed("interrupted", e);
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new DemoFailed("the answer is not JSON: " + e.getMessage(), e);
        }
    }
}
