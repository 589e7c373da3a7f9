package dev.liverun.sandbox.github;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A label of a repository. */
record Label(long id, String name, String color, @Nullable String description) {
    /** What GitHub gives a label that an issue names and nobody has made. */
    static final String DEFAULT_COLOR = "ededed";

    JsonObject toState() {
        return new JsonObject()
                .put("id", id)
                .put("name", name)
                .put("color", color)
                .put("description", description);
    }

    static Label fromState(JsonObject state) {
        return new Label(
                state.getLong("id"), state.getString("name"), state.getString("color"), state.getString("description"));
    }
}
