package dev.liverun.sandbox.github;

import static dev.liverun.sandbox.github.GitHubErrors.invalid;

import dev.liverun.sandbox.http.Refusal;
import dev.liverun.sandbox.http.Reply;
import dev.liverun.sandbox.http.Routes;
import dev.liverun.sandbox.http.StateFile;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;

/** Comments on issues: create, list, read, change, delete. */
final class CommentApi {
    private final Repos repos;
    private final Requests requests;
    private final Webhooks webhooks;
    private final StateFile file;

    CommentApi(Repos repos, Requests requests, Webhooks webhooks, StateFile file) {
        this.repos = repos;
        this.requests = requests;
        this.webhooks = webhooks;
        this.file = file;
    }

    void register(Routes routes) {
        String comments = "/repos/:owner/:repo/issues/comments";
        String ofIssue = "/repos/:owner/:repo/issues/:number/comments";
        routes.answer(HttpMethod.GET, comments, this::listAll);
        routes.answer(HttpMethod.GET, comments + "/:id", ctx -> {
            Repo repo = requests.repo(ctx);
            return Reply.json(200, Requests.views(ctx).comment(repo, comment(ctx, repo)));
        });
        routes.serve(HttpMethod.PATCH, comments + "/:id", this::change);
        routes.serve(HttpMethod.DELETE, comments + "/:id", this::delete);
        routes.answer(HttpMethod.GET, ofIssue, this::list);
        routes.serve(HttpMethod.POST, ofIssue, this::create);
    }

    private Reply listAll(RoutingContext ctx) {
        Repo repo = requests.repo(ctx);
        return page(ctx, repo, List.copyOf(repo.comments.values()));
    }

    private Reply list(RoutingContext ctx) {
        Repo repo = requests.repo(ctx);
        return page(ctx, repo, repo.commentsOn(requests.issue(ctx, repo)));
    }

    private static Reply page(RoutingContext ctx, Repo repo, List<Comment> comments) {
        String since = ctx.request().getParam("since");
        List<Comment> found = comments;
        if (since != null) {
            Instant from = IssueQuery.instant(since);
            found = comments.stream().filter(c -> !c.updatedAt().isBefore(from)).toList();
        }
        Views views = Requests.views(ctx);
        return Requests.page(ctx, found, comment -> views.comment(repo, comment));
    }

    private Future<Reply> create(RoutingContext ctx) {
        Repo repo = requests.repoWithIssues(ctx);
        Issue issue = requests.issue(ctx, repo);
        User author = Requests.caller(ctx);
        String body = body(ctx);
        Instant now = repos.now();
        var comment = new Comment(repos.nextId(), issue.number, author.login(), body, now, now);
        repo.comments.put(comment.id(), comment);
        issue.updatedAt = now;
        tell(repo, issue, comment, "created", author);
        Views views = Requests.views(ctx);
        return file.save().map(saved -> Reply.json(201, views.comment(repo, comment)));
    }

    private Future<Reply> change(RoutingContext ctx) {
        Repo repo = requests.repo(ctx);
        Comment comment = comment(ctx, repo).edited(body(ctx), repos.now());
        repo.comments.put(comment.id(), comment);
        Issue issue = issueOf(repo, comment);
        issue.updatedAt = comment.updatedAt();
        tell(repo, issue, comment, "edited", Requests.caller(ctx));
        Views views = Requests.views(ctx);
        return file.save().map(saved -> Reply.json(200, views.comment(repo, comment)));
    }

    private Future<Reply> delete(RoutingContext ctx) {
        Repo repo = requests.repo(ctx);
        Comment comment = comment(ctx, repo);
        repo.comments.remove(comment.id());
        tell(repo, issueOf(repo, comment), comment, "deleted", Requests.caller(ctx));
        return file.save().map(Reply.empty(204));
    }

    private void tell(Repo repo, Issue issue, Comment comment, String action, User by) {
        webhooks.fire(repo, "issue_comment", action, by, views -> IssueApi.issuePayload(views, repo, issue)
                .put("comment", views.comment(repo, comment)));
    }

    private static Issue issueOf(Repo repo, Comment comment) {
        Issue issue = repo.issues.get(comment.issue());
        if (issue == null) {
            throw new IllegalStateException("comment without issue: " + comment.id());
        }
        return issue;
    }

    private static Comment comment(RoutingContext ctx, Repo repo) {
        Comment comment = repo.comments.get(Requests.number(ctx, "id"));
        if (comment == null) {
            throw new Refusal(GitHubErrors.notFound());
        }
        return comment;
    }

    private static String body(RoutingContext ctx) {
        JsonObject request = Requests.object(ctx);
        if (!(request.getValue("body") instanceof String body) || body.isBlank()) {
            throw new Refusal(invalid("IssueComment", "body", "missing_field", null));
        }
        if (body.length() > IssueApi.MAX_BODY) {
            throw new Refusal(
                    invalid("IssueComment", "body", "custom", "body is too long (maximum is 65536 characters)"));
        }
        return body;
    }
}
