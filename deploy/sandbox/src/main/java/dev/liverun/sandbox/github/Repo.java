package dev.liverun.sandbox.github;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A repository with its issues, comments, labels and hooks. */
final class Repo {
    final long id;
    final String owner;
    final String name;
    final Instant createdAt;
    boolean isPrivate;
    boolean hasIssues = true;
    int nextNumber = 1;
    final Map<Integer, Issue> issues = new TreeMap<>();
    /** Where issues went that were transferred: {@code owner/name/issues/number}. */
    final Map<Integer, String> transferred = new TreeMap<>();

    final Map<Long, Comment> comments = new TreeMap<>();
    final Map<Long, Hook> hooks = new TreeMap<>();
    private final Map<String, Label> labels = new LinkedHashMap<>();

    Repo(long id, String owner, String name, Instant createdAt) {
        this.id = id;
        this.owner = owner;
        this.name = name;
        this.createdAt = createdAt;
    }

    String fullName() {
        return owner + "/" + name;
    }

    List<Label> labels() {
        return List.copyOf(labels.values());
    }

    /** Label names do not care about case. */
    @Nullable
    Label label(String labelName) {
        return labels.get(labelName.toLowerCase(Locale.ROOT));
    }

    void put(Label label) {
        labels.put(label.name().toLowerCase(Locale.ROOT), label);
    }

    /** Also takes it off every issue. */
    void remove(Label label) {
        labels.remove(label.name().toLowerCase(Locale.ROOT));
        issues.values().forEach(issue -> issue.labels.remove(label.name()));
    }

    List<Comment> commentsOn(Issue issue) {
        return comments.values().stream()
                .filter(comment -> comment.issue() == issue.number)
                .toList();
    }

    JsonObject toState() {
        return new JsonObject()
                .put("id", id)
                .put("owner", owner)
                .put("name", name)
                .put("created_at", createdAt.toString())
                .put("private", isPrivate)
                .put("has_issues", hasIssues)
                .put("next_number", nextNumber)
                .put(
                        "labels",
                        array(labels.values().stream().map(Label::toState).toList()))
                .put(
                        "issues",
                        array(issues.values().stream().map(Issue::toState).toList()))
                .put(
                        "comments",
                        array(comments.values().stream().map(Comment::toState).toList()))
                .put("transferred", transferred())
                .put("hooks", array(hooks.values().stream().map(Hook::toState).toList()));
    }

    private JsonObject transferred() {
        var json = new JsonObject();
        transferred.forEach((number, path) -> json.put(Integer.toString(number), path));
        return json;
    }

    static Repo fromState(JsonObject state) {
        var repo = new Repo(
                state.getLong("id"),
                state.getString("owner"),
                state.getString("name"),
                Instant.parse(state.getString("created_at")));
        repo.isPrivate = state.getBoolean("private");
        repo.hasIssues = state.getBoolean("has_issues");
        repo.nextNumber = state.getInteger("next_number");
        each(state, "labels").forEach(label -> repo.put(Label.fromState(label)));
        each(state, "issues").stream().map(Issue::fromState).forEach(issue -> repo.issues.put(issue.number, issue));
        each(state, "comments").stream().map(Comment::fromState).forEach(c -> repo.comments.put(c.id(), c));
        state.getJsonObject("transferred", new JsonObject())
                .forEach(gone -> repo.transferred.put(
                        Integer.valueOf(gone.getKey()), gone.getValue().toString()));
        each(state, "hooks").stream().map(Hook::fromState).forEach(hook -> repo.hooks.put(hook.id(), hook));
        return repo;
    }

    private static JsonArray array(List<JsonObject> items) {
        return new JsonArray(items);
    }

    private static List<JsonObject> each(JsonObject state, String field) {
        return state.getJsonArray(field).stream().map(JsonObject.class::cast).toList();
    }
}
