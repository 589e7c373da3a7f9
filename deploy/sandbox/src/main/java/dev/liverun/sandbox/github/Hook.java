package dev.liverun.sandbox.github;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A repository's webhook.
 *
 * @param secret null leaves deliveries unsigned
 * @param events names, or {@code *}
 */
record Hook(long id, String url, @Nullable String secret, boolean active, List<String> events) {

    boolean wants(String event) {
        return active && (event.equals("ping") || events.contains("*") || events.contains(event));
    }

    JsonObject toState() {
        return new JsonObject()
                .put("id", id)
                .put("url", url)
                .put("secret", secret)
                .put("active", active)
                .put("events", new JsonArray(events));
    }

    static Hook fromState(JsonObject state) {
        return new Hook(
                state.getLong("id"),
                state.getString("url"),
                state.getString("secret"),
                state.getBoolean("active"),
                state.getJsonArray("events").stream().map(String::valueOf).toList());
    }
}
