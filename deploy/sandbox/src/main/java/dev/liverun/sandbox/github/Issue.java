package dev.liverun.sandbox.github;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An issue, or a pull request: GitHub lists both. */
final class Issue {
    final long id;
    final int number;
    final String author;
    final boolean pullRequest;
    final Instant createdAt;

    /** Before this it is not listed, though it can be read by its number. */
    final Instant listedFrom;

    String title;

    @Nullable
    String body;

    boolean open = true;

    @Nullable
    String stateReason;

    List<String> labels = new ArrayList<>();
    List<String> assignees = new ArrayList<>();
    Instant updatedAt;

    @Nullable
    Instant closedAt;

    @Nullable
    String closedBy;

    Issue(
            long id,
            int number,
            String author,
            boolean pullRequest,
            String title,
            @Nullable String body,
            Instant createdAt,
            Instant listedFrom) {
        this.id = id;
        this.number = number;
        this.author = author;
        this.pullRequest = pullRequest;
        this.title = title;
        this.body = body;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
        this.listedFrom = listedFrom;
    }

    void close(String reason, String by, Instant now) {
        open = false;
        stateReason = reason;
        closedAt = now;
        closedBy = by;
    }

    void reopen() {
        open = true;
        stateReason = "reopened";
        closedAt = null;
        closedBy = null;
    }

    JsonObject toState() {
        return new JsonObject()
                .put("id", id)
                .put("number", number)
                .put("author", author)
                .put("pull_request", pullRequest)
                .put("title", title)
                .put("body", body)
                .put("open", open)
                .put("state_reason", stateReason)
                .put("labels", new JsonArray(List.copyOf(labels)))
                .put("assignees", new JsonArray(List.copyOf(assignees)))
                .put("created_at", createdAt.toString())
                .put("listed_from", listedFrom.toString())
                .put("updated_at", updatedAt.toString())
                .put("closed_at", closedAt == null ? null : closedAt.toString())
                .put("closed_by", closedBy);
    }

    static Issue fromState(JsonObject state) {
        var issue = new Issue(
                state.getLong("id"),
                state.getInteger("number"),
                state.getString("author"),
                state.getBoolean("pull_request"),
                state.getString("title"),
                state.getString("body"),
                Instant.parse(state.getString("created_at")),
                Instant.parse(state.getString("listed_from")));
        issue.open = state.getBoolean("open");
        issue.stateReason = state.getString("state_reason");
        state.getJsonArray("labels").forEach(label -> issue.labels.add((String) label));
        state.getJsonArray("assignees").forEach(login -> issue.assignees.add((String) login));
        issue.updatedAt = Instant.parse(state.getString("updated_at"));
        String closed = state.getString("closed_at");
        issue.closedAt = closed == null ? null : Instant.parse(closed);
        issue.closedBy = state.getString("closed_by");
        return issue;
    }
}
