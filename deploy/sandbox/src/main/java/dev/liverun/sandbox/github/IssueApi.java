package dev.liverun.sandbox.github;

import static dev.liverun.sandbox.github.GitHubErrors.invalid;

import dev.liverun.sandbox.fault.Faults;
import dev.liverun.sandbox.http.Gate;
import dev.liverun.sandbox.http.Refusal;
import dev.liverun.sandbox.http.Reply;
import dev.liverun.sandbox.http.Routes;
import dev.liverun.sandbox.http.StateFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /repos/{owner}/{repo}/issues}: create, read, list, change. */
final class IssueApi {
    static final int MAX_BODY = 65_536;
    private static final int MAX_TITLE = 256;

    private final Vertx vertx;
    private final Repos repos;
    private final Requests requests;
    private final Webhooks webhooks;
    private final StateFile file;
    private final Faults faults;

    IssueApi(Vertx vertx, Repos repos, Requests requests, Webhooks webhooks, StateFile file, Faults faults) {
        this.vertx = vertx;
        this.repos = repos;
        this.requests = requests;
        this.webhooks = webhooks;
        this.file = file;
        this.faults = faults;
    }

    void register(Routes routes) {
        String issues = "/repos/:owner/:repo/issues";
        routes.answer(HttpMethod.GET, issues, this::list);
        routes.serve(HttpMethod.POST, issues, this::create);
        routes.answer(HttpMethod.GET, issues + "/:number", ctx -> {
            Repo repo = requests.repoWithIssues(ctx);
            return Reply.json(200, Requests.views(ctx).issue(repo, requests.issue(ctx, repo)));
        });
        routes.serve(HttpMethod.PATCH, issues + "/:number", this::change);
    }

    private Reply list(RoutingContext ctx) {
        Repo repo = requests.repoWithIssues(ctx);
        List<Issue> found = IssueQuery.of(ctx.request().params()).find(repo, repos.now());
        Views views = Requests.views(ctx);
        return Requests.page(ctx, found, issue -> views.issue(repo, issue));
    }

    private Future<Reply> create(RoutingContext ctx) {
        Repo repo = requests.repoWithIssues(ctx);
        User author = Requests.caller(ctx);
        JsonObject request = Requests.object(ctx);
        String title = title(request.getValue("title"));
        String body = body(request.getValue("body"));
        Object wanted = request.getValue("labels");
        List<String> labels = wanted == null ? List.of() : Requests.names(wanted, "labels");
        List<String> assignees = assignees(request);

        long late = Gate.lateCreateMs(ctx);
        if (late == 0) {
            return create(ctx, repo, author, title, body, labels, assignees);
        }
        Future<Reply> later = Future.future(promise -> vertx.setTimer(late, timer -> promise.complete()))
                .compose(waited -> create(ctx, repo, author, title, body, labels, assignees));
        // A dropped client is not kept waiting: its issue appears behind its back.
        return Gate.dropsAnswer(ctx) ? Future.succeededFuture(Reply.empty(201)) : later;
    }

    private Future<Reply> create(
            RoutingContext ctx,
            Repo repo,
            User author,
            String title,
            @Nullable String body,
            List<String> labels,
            List<String> assignees) {
        Issue issue = add(repo, author, title, body, false);
        issue.labels.addAll(existing(repos, repo, labels));
        issue.assignees.addAll(assignees);
        webhooks.fire(repo, "issues", "opened", author, views -> issuePayload(views, repo, issue));
        Views views = Requests.views(ctx);
        return file.save()
                .map(saved -> Reply.json(201, views.issue(repo, issue)).with("Location", views.url(repo, issue)));
    }

    /** A new issue, or a pull request as another tool would open it. */
    Issue add(Repo repo, User author, String title, @Nullable String body, boolean pullRequest) {
        Instant now = repos.now();
        var issue = new Issue(
                repos.nextId(),
                repo.nextNumber++,
                author.login(),
                pullRequest,
                title,
                body,
                now,
                now.plusMillis(faults.listingLagMs()));
        repo.issues.put(issue.number, issue);
        return issue;
    }

    private Future<Reply> change(RoutingContext ctx) {
        Repo repo = requests.repoWithIssues(ctx);
        Issue issue = requests.issue(ctx, repo);
        JsonObject request = Requests.object(ctx);
        new IssueChange(repo, issue, Requests.caller(ctx), repos, webhooks).apply(request);
        return file.save().map(saved -> Reply.json(200, Requests.views(ctx).issue(repo, issue)));
    }

    static JsonObject issuePayload(Views views, Repo repo, Issue issue) {
        return new JsonObject().put("issue", views.issue(repo, issue));
    }

    /** The labels under their proper names; GitHub makes those that do not exist. */
    static List<String> existing(Repos repos, Repo repo, List<String> names) {
        return names.stream()
                .map(name -> {
                    Label label = repo.label(name);
                    if (label == null) {
                        label = new Label(repos.nextId(), name, Label.DEFAULT_COLOR, null);
                        repo.put(label);
                    }
                    return label.name();
                })
                .distinct()
                .toList();
    }

    static String title(@Nullable Object value) {
        if (value == null) {
            throw new Refusal(invalid("Issue", "title", "missing_field", null));
        }
        if (!(value instanceof String title) || title.isBlank()) {
            throw new Refusal(invalid("Issue", "title", "invalid", null));
        }
        if (title.length() > MAX_TITLE) {
            throw new Refusal(invalid("Issue", "title", "custom", "title is too long (maximum is 256 characters)"));
        }
        return title;
    }

    static @Nullable String body(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof String body)) {
            throw new Refusal(invalid("Issue", "body", "invalid", null));
        }
        if (body.length() > MAX_BODY) {
            throw new Refusal(invalid("Issue", "body", "custom", "body is too long (maximum is 65536 characters)"));
        }
        return body;
    }

    static List<String> assignees(JsonObject request) {
        Object value = request.getValue("assignees");
        if (value == null) {
            return List.of();
        }
        List<String> logins = Requests.names(value, "assignees");
        if (!logins.stream().allMatch(User::exists)) {
            throw new Refusal(invalid("Issue", "assignees", "invalid", null));
        }
        return logins.stream().map(login -> User.named(login).login()).toList();
    }
}
