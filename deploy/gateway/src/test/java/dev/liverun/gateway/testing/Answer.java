package dev.liverun.gateway.testing;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** An answer, read whole. */
public record Answer(int status, MultiMap headers, List<String> cookies, Buffer body) {

    public String header(String name) {
        return headers.get(name);
    }

    public JsonObject json() {
        return body.toJsonObject();
    }

    /** A header of the request as the stub service saw it; null if it did not. */
    public String seen(String name) {
        var values = json().getJsonObject("headers").getJsonArray(name);
        return values == null
                ? null
                : String.join(" & ", values.stream().map(String::valueOf).toList());
    }

    /** The last part of a problem's type. */
    public String problem() {
        return json().getString("type").substring("https://liverun.dev/problems/".length());
    }
}
