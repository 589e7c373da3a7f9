package dev.liverun.sandbox.github;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** A comment on an issue. */
record Comment(long id, int issue, String author, String body, Instant createdAt, Instant updatedAt) {

    Comment edited(String newBody, Instant now) {
        return new Comment(id, issue, author, newBody, createdAt, now);
    }

    JsonObject toState() {
        return new JsonObject()
                .put("id", id)
                .put("issue", issue)
                .put("author", author)
                .put("body", body)
                .put("created_at", createdAt.toString())
                .put("updated_at", updatedAt.toString());
    }

    static Comment fromState(JsonObject state) {
        return new Comment(
                state.getLong("id"),
                state.getInteger("issue"),
                state.getString("author"),
                state.getString("body"),
                Instant.parse(state.getString("created_at")),
                Instant.parse(state.getString("updated_at")));
    }
}
