package dev.liverun.sandbox.github;

import static dev.liverun.sandbox.github.GitHubErrors.invalid;

import dev.liverun.sandbox.http.Refusal;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A PATCH of an issue: everything is checked first, then changed, then told to the webhooks. */
final class IssueChange {
    private static final Set<String> CLOSING_REASONS = Set.of("completed", "not_planned", "duplicate");

    private final Repo repo;
    private final Issue issue;
    private final User by;
    private final Repos repos;
    private final Webhooks webhooks;
    private boolean changed;

    IssueChange(Repo repo, Issue issue, User by, Repos repos, Webhooks webhooks) {
        this.repo = repo;
        this.issue = issue;
        this.by = by;
        this.repos = repos;
        this.webhooks = webhooks;
    }

    void apply(JsonObject request) {
        String title = request.getValue("title") == null ? issue.title : IssueApi.title(request.getValue("title"));
        String body = request.containsKey("body") ? IssueApi.body(request.getValue("body")) : issue.body;
        boolean open = open(request);
        String reason = reason(request);
        List<String> labels =
                request.getValue("labels") == null ? null : Requests.names(request.getValue("labels"), "labels");
        List<String> assignees = request.getValue("assignees") == null ? null : IssueApi.assignees(request);

        edit(title, body);
        if (labels != null) {
            relabel(IssueApi.existing(repos, repo, labels));
        }
        if (assignees != null && !assignees.equals(issue.assignees)) {
            boolean more = !issue.assignees.containsAll(assignees);
            issue.assignees = new ArrayList<>(assignees);
            tell(more ? "assigned" : "unassigned", new JsonObject());
        }
        move(open, reason);
        if (changed) {
            issue.updatedAt = repos.now();
        }
    }

    /** Takes exactly these labels; they exist. */
    void relabel(List<String> names) {
        List<String> added =
                names.stream().filter(n -> !issue.labels.contains(n)).toList();
        List<String> removed =
                issue.labels.stream().filter(n -> !names.contains(n)).toList();
        issue.labels = new ArrayList<>(names);
        added.forEach(name -> tellLabel("labeled", name));
        removed.forEach(name -> tellLabel("unlabeled", name));
    }

    private void edit(String title, @Nullable String body) {
        var changes = new JsonObject();
        if (!title.equals(issue.title)) {
            changes.put("title", new JsonObject().put("from", issue.title));
        }
        if (!Objects.equals(body, issue.body)) {
            changes.put("body", new JsonObject().put("from", issue.body));
        }
        issue.title = title;
        issue.body = body;
        if (!changes.isEmpty()) {
            tell("edited", new JsonObject().put("changes", changes));
        }
    }

    private void move(boolean open, String reason) {
        Instant now = repos.now();
        if (issue.open && !open) {
            issue.close(reason, by.login(), now);
            tell("closed", new JsonObject());
        } else if (!issue.open && open) {
            issue.reopen();
            tell("reopened", new JsonObject());
        } else if (!open && !reason.equals(issue.stateReason)) {
            issue.stateReason = reason;
            changed = true;
        }
    }

    private boolean open(JsonObject request) {
        Object state = request.getValue("state");
        if (state == null) {
            return issue.open;
        }
        if (!"open".equals(state) && !"closed".equals(state)) {
            throw new Refusal(invalid("Issue", "state", "invalid", null));
        }
        return "open".equals(state);
    }

    /** Why it is closed, if it is. */
    private String reason(JsonObject request) {
        Object reason = request.getValue("state_reason");
        if (reason == null || "reopened".equals(reason)) {
            return issue.open || issue.stateReason == null ? "completed" : issue.stateReason;
        }
        if (!(reason instanceof String text) || !CLOSING_REASONS.contains(text)) {
            throw new Refusal(invalid("Issue", "state_reason", "invalid", null));
        }
        return text;
    }

    private void tellLabel(String action, String name) {
        Label label = repo.label(name);
        if (label != null) {
            changed = true;
            issue.updatedAt = repos.now();
            webhooks.fire(repo, "issues", action, by, views -> IssueApi.issuePayload(views, repo, issue)
                    .put("label", views.label(repo, label)));
        }
    }

    private void tell(String action, JsonObject more) {
        changed = true;
        issue.updatedAt = repos.now();
        webhooks.fire(repo, "issues", action, by, views -> IssueApi.issuePayload(views, repo, issue)
                .mergeIn(more));
    }
}
