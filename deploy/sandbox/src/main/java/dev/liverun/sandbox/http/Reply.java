package dev.liverun.sandbox.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is not sent yet, so that a fault can still spoil it on the way out.
 *
 * @param headers in the order they are sent
 * @param body null where the answer has none
 */
public record Reply(
        int status, Map<String, String> headers, @Nullable Buffer body) {

    public static Reply json(int status, JsonObject body) {
        return of(status, "application/json; charset=utf-8", body.toBuffer());
    }

    public static Reply json(int status, JsonArray body) {
        return of(status, "application/json; charset=utf-8", body.toBuffer());
    }

    public static Reply of(int status, String contentType, Buffer body) {
        return new Reply(status, Map.of("Content-Type", contentType), body);
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), null);
    }

    /** RFC 9457, for what the sandbox itself has to say; the stand-ins answer in the style of their services. */
    public static Reply problem(int status, String title, String detail) {
        var problem = new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        return of(status, "application/problem+json", problem.toBuffer());
    }

    public Reply with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }
}
