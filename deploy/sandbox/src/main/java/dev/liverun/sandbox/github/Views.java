package dev.liverun.sandbox.github;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How GitHub shows things, with links below a base address. */
final class Views {
    private final String base;

    /** @param base such as {@code http://127.0.0.1:8099/github}, for both the API and the pages for people */
    Views(String base) {
        this.base = base;
    }

    String url(Repo repo) {
        return base + "/repos/" + repo.fullName();
    }

    String url(Repo repo, Issue issue) {
        return url(repo) + "/issues/" + issue.number;
    }

    String page(Repo repo, Issue issue) {
        return base + "/" + repo.fullName() + (issue.pullRequest ? "/pull/" : "/issues/") + issue.number;
    }

    JsonObject user(User user) {
        return new JsonObject()
                .put("login", user.login())
                .put("id", user.id())
                .put("node_id", "U_" + user.id())
                .put("avatar_url", "")
                .put("url", base + "/users/" + user.login())
                .put("html_url", base + "/" + user.login())
                .put("type", "User")
                .put("site_admin", false);
    }

    private JsonObject user(String login) {
        return user(User.named(login));
    }

    JsonObject repo(Repo repo) {
        var owner = new JsonObject()
                .put("login", repo.owner)
                .put("id", 8000 + (repo.owner.hashCode() & 0xff))
                .put("url", base + "/users/" + repo.owner)
                .put("html_url", base + "/" + repo.owner)
                .put("type", "Organization")
                .put("site_admin", false);
        long open = repo.issues.values().stream().filter(issue -> issue.open).count();
        return new JsonObject()
                .put("id", repo.id)
                .put("node_id", "R_" + repo.id)
                .put("name", repo.name)
                .put("full_name", repo.fullName())
                .put("owner", owner)
                .put("private", repo.isPrivate)
                .put("visibility", repo.isPrivate ? "private" : "public")
                .put("html_url", base + "/" + repo.fullName())
                .put("url", url(repo))
                .put("description", "A repository of the sandbox")
                .put("fork", false)
                .put("archived", false)
                .put("disabled", false)
                .put("has_issues", repo.hasIssues)
                .put("open_issues_count", open)
                .put("default_branch", "main")
                .put("created_at", repo.createdAt.toString())
                .put("updated_at", repo.createdAt.toString())
                .put("pushed_at", repo.createdAt.toString())
                .put(
                        "permissions",
                        new JsonObject()
                                .put("admin", true)
                                .put("maintain", true)
                                .put("push", true)
                                .put("triage", true)
                                .put("pull", true));
    }

    JsonObject label(Repo repo, Label label) {
        String encoded = URLEncoder.encode(label.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return new JsonObject()
                .put("id", label.id())
                .put("node_id", "LA_" + label.id())
                .put("url", url(repo) + "/labels/" + encoded)
                .put("name", label.name())
                .put("color", label.color())
                .put("default", false)
                .put("description", label.description());
    }

    JsonArray labels(Repo repo, Issue issue) {
        var labels = new JsonArray();
        for (String name : issue.labels) {
            Label label = repo.label(name);
            if (label != null) {
                labels.add(label(repo, label));
            }
        }
        return labels;
    }

    JsonObject issue(Repo repo, Issue issue) {
        var assignees = new JsonArray();
        issue.assignees.forEach(login -> assignees.add(user(login)));
        var view = new JsonObject()
                .put("id", issue.id)
                .put("node_id", "I_" + issue.id)
                .put("number", issue.number)
                .put("url", url(repo, issue))
                .put("repository_url", url(repo))
                .put("labels_url", url(repo, issue) + "/labels{/name}")
                .put("comments_url", url(repo, issue) + "/comments")
                .put("events_url", url(repo, issue) + "/events")
                .put("html_url", page(repo, issue))
                .put("title", issue.title)
                .put("body", issue.body)
                .put("user", user(issue.author))
                .put("labels", labels(repo, issue))
                .put("state", issue.open ? "open" : "closed")
                .put("state_reason", issue.stateReason)
                .put("assignee", assignees.isEmpty() ? null : assignees.getValue(0))
                .put("assignees", assignees)
                .put("milestone", null)
                .put("locked", false)
                .put("active_lock_reason", null)
                .put("comments", repo.commentsOn(issue).size())
                .put("author_association", "COLLABORATOR")
                .put("created_at", issue.createdAt.toString())
                .put("updated_at", issue.updatedAt.toString())
                .put("closed_at", text(issue.closedAt))
                .put("closed_by", issue.closedBy == null ? null : user(issue.closedBy));
        if (issue.pullRequest) {
            view.put(
                    "pull_request",
                    new JsonObject()
                            .put("url", url(repo) + "/pulls/" + issue.number)
                            .put("html_url", page(repo, issue)));
        }
        return view;
    }

    JsonObject comment(Repo repo, Comment comment) {
        return new JsonObject()
                .put("id", comment.id())
                .put("node_id", "IC_" + comment.id())
                .put("url", url(repo) + "/issues/comments/" + comment.id())
                .put(
                        "html_url",
                        base + "/" + repo.fullName() + "/issues/" + comment.issue() + "#issuecomment-" + comment.id())
                .put("issue_url", url(repo) + "/issues/" + comment.issue())
                .put("user", user(comment.author()))
                .put("body", comment.body())
                .put("author_association", "COLLABORATOR")
                .put("created_at", comment.createdAt().toString())
                .put("updated_at", comment.updatedAt().toString());
    }

    /** GitHub never shows a hook's secret again. */
    JsonObject hook(Repo repo, Hook hook) {
        var config = new JsonObject()
                .put("url", hook.url())
                .put("content_type", "json")
                .put("insecure_ssl", "0");
        if (hook.secret() != null) {
            config.put("secret", "********");
        }
        String url = url(repo) + "/hooks/" + hook.id();
        return new JsonObject()
                .put("type", "Repository")
                .put("id", hook.id())
                .put("name", "web")
                .put("active", hook.active())
                .put("events", new JsonArray(hook.events()))
                .put("config", config)
                .put("url", url)
                .put("ping_url", url + "/pings")
                .put("deliveries_url", url + "/deliveries");
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
