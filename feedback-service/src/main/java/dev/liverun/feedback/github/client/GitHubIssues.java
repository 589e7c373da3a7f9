package dev.liverun.feedback.github.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHIssue;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHIssueStateReason;
import org.kohsuke.github.GHLabel;
import org.kohsuke.github.GHUser;

/** What we ask GitHub to do, in our own words. */
@ApplicationScoped
public class GitHubIssues {

    /** Why an issue is closed, in GitHub's words. */
    public enum ClosingReason {
        COMPLETED,
        NOT_PLANNED,
        DUPLICATE
    }

    /** What an issue is to be like; null leaves a field. */
    public record Edit(
            @Nullable String title,
            @Nullable String body,
            @Nullable Boolean open,
            ClosingReason reason,
            @Nullable List<String> labels,
            @Nullable List<String> assignees) {

        Map<String, Object> json() {
            var json = new java.util.LinkedHashMap<String, Object>();
            if (title != null) {
                json.put("title", title);
            }
            if (body != null) {
                json.put("body", body);
            }
            if (open != null) {
                json.put("state", open ? "open" : "closed");
                json.put("state_reason", open ? "reopened" : reason.name().toLowerCase(java.util.Locale.ROOT));
            }
            if (labels != null) {
                json.put("labels", labels);
            }
            if (assignees != null) {
                json.put("assignees", assignees);
            }
            return json;
        }
    }

    private final GitHubClient client;

    GitHubIssues(GitHubClient client) {
        this.client = client;
    }

    /** Creates an issue; it must never be repeated blindly. */
    public Uni<Issue> create(
            String repository, String title, String body, List<String> labels, List<String> assignees) {
        return client.call(repository, target -> {
            var issue = target.createIssue(title).body(body);
            labels.forEach(issue::label);
            assignees.forEach(issue::assignee);
            return issue(issue.create());
        });
    }

    public Uni<Issue> get(String repository, int number) {
        return client.call(repository, target -> issue(target.getIssue(number)));
    }

    /** Issues (no pull requests) that were created or changed since then, in any state. */
    public Uni<List<Issue>> changedSince(String repository, Instant since) {
        return client.call(repository, target -> {
            var issues = new ArrayList<Issue>();
            for (var issue : target.queryIssues()
                    .state(GHIssueState.ALL)
                    .since(Date.from(since))
                    .pageSize(100)
                    .list()) {
                if (!issue.isPullRequest()) {
                    issues.add(issue(issue));
                }
            }
            return issues;
        });
    }

    /** All fields in one request. */
    public Uni<Issue> edit(String repository, int number, Edit edit) {
        return client.send("PATCH", path(repository) + number, edit.json()).map(GitHubIssues::issue);
    }

    public Uni<Issue> close(String repository, int number, ClosingReason reason) {
        return edit(repository, number, new Edit(null, null, false, reason, null, null));
    }

    /** All comments of an issue, the oldest first. */
    public Uni<List<IssueComment>> comments(String repository, int number) {
        return client.call(repository, target -> {
            var comments = new ArrayList<IssueComment>();
            for (var comment : target.getIssue(number).queryComments().list().withPageSize(100)) {
                var author = comment.getUser();
                comments.add(new IssueComment(
                        comment.getId(),
                        author == null ? "" : author.getLogin(),
                        String.valueOf(comment.getBody()),
                        comment.getCreatedAt().toInstant(),
                        comment.getUpdatedAt().toInstant()));
            }
            return comments;
        });
    }

    /** Adds a comment, and returns its id; it must never be repeated blindly. */
    public Uni<Long> comment(String repository, int number, String body) {
        return client.send("POST", path(repository) + number + "/comments", Map.of("body", body))
                .map(comment -> comment.path("id").asLong());
    }

    public Uni<Void> editComment(String repository, long id, String body) {
        return client.send("PATCH", path(repository) + "comments/" + id, Map.of("body", body))
                .replaceWithVoid();
    }

    public Uni<Void> deleteComment(String repository, long id) {
        return client.send("DELETE", path(repository) + "comments/" + id, Map.of())
                .replaceWithVoid();
    }

    public Uni<Boolean> isPublic(String repository) {
        return client.call(repository, target -> !target.isPrivate());
    }

    private static String path(String repository) {
        return "/repos/" + repository + "/issues/";
    }

    private static Issue issue(GHIssue issue) throws IOException {
        var author = issue.getUser();
        return new Issue(
                issue.getNumber(),
                issue.getHtmlUrl().toString(),
                author == null ? "" : author.getLogin(),
                issue.getTitle(),
                issue.getBody(),
                issue.getState() == GHIssueState.OPEN,
                issue.getStateReason() != null && issue.getStateReason() != GHIssueStateReason.COMPLETED,
                issue.getLabels().stream().map(GHLabel::getName).collect(Collectors.toUnmodifiableSet()),
                issue.getAssignees().stream().map(GHUser::getLogin).toList(),
                issue.getCommentsCount(),
                issue.getUpdatedAt() == null ? null : issue.getUpdatedAt().toInstant());
    }

    private static Issue issue(JsonNode issue) {
        Set<String> labels = new LinkedHashSet<>();
        issue.path("labels")
                .forEach(label -> labels.add(
                        label.isTextual() ? label.asText() : label.path("name").asText()));
        var assignees = new ArrayList<String>();
        issue.path("assignees").forEach(user -> assignees.add(user.path("login").asText()));
        var reason = issue.path("state_reason").asText("");
        var updatedAt = issue.path("updated_at").asText("");
        return new Issue(
                issue.path("number").asInt(),
                issue.path("html_url").asText(),
                issue.path("user").path("login").asText(),
                issue.path("title").asText(),
                issue.path("body").isTextual() ? issue.path("body").asText() : null,
                issue.path("state").asText().equals("open"),
                !reason.isEmpty() && !reason.equals("null") && !reason.equals("completed"),
                labels,
                assignees,
                issue.path("comments").asInt(),
                updatedAt.isEmpty() ? null : Instant.parse(updatedAt));
    }
}
