package dev.liverun.sandbox.github;

import static dev.liverun.sandbox.github.GitHubErrors.invalid;

import dev.liverun.sandbox.http.Bodies;
import dev.liverun.sandbox.http.Refusal;
import dev.liverun.sandbox.http.Reply;
import dev.liverun.sandbox.http.Routes;
import dev.liverun.sandbox.http.StateFile;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/** Labels of a repository, and which of them an issue has. */
final class LabelApi {
    private final Repos repos;
    private final Requests requests;
    private final Webhooks webhooks;
    private final StateFile file;

    LabelApi(Repos repos, Requests requests, Webhooks webhooks, StateFile file) {
        this.repos = repos;
        this.requests = requests;
        this.webhooks = webhooks;
        this.file = file;
    }

    void register(Routes routes) {
        String labels = "/repos/:owner/:repo/labels";
        routes.answer(HttpMethod.GET, labels, ctx -> {
            Repo repo = requests.repo(ctx);
            Views views = Requests.views(ctx);
            return Requests.page(ctx, repo.labels(), label -> views.label(repo, label));
        });
        routes.serve(HttpMethod.POST, labels, this::create);
        routes.answer(HttpMethod.GET, labels + "/:label", ctx -> {
            Repo repo = requests.repo(ctx);
            return Reply.json(200, Requests.views(ctx).label(repo, label(ctx, repo)));
        });
        routes.serve(HttpMethod.DELETE, labels + "/:label", this::delete);

        String ofIssue = "/repos/:owner/:repo/issues/:number/labels";
        routes.answer(HttpMethod.GET, ofIssue, ctx -> {
            Repo repo = requests.repoWithIssues(ctx);
            return Reply.json(200, Requests.views(ctx).labels(repo, requests.issue(ctx, repo)));
        });
        routes.serve(HttpMethod.POST, ofIssue, ctx -> relabel(ctx, true));
        routes.serve(HttpMethod.PUT, ofIssue, ctx -> relabel(ctx, false));
        routes.serve(HttpMethod.DELETE, ofIssue + "/:label", this::takeOff);
    }

    private Future<Reply> create(RoutingContext ctx) {
        Repo repo = requests.repo(ctx);
        JsonObject request = Requests.object(ctx);
        String name = Bodies.text(request, "name");
        if (name == null || name.isBlank()) {
            throw new Refusal(invalid("Label", "name", "missing_field", null));
        }
        if (repo.label(name) != null) {
            throw new Refusal(invalid("Label", "name", "already_exists", null));
        }
        Object color = request.getValue("color", Label.DEFAULT_COLOR);
        if (!(color instanceof String hex) || !hex.matches("[0-9A-Fa-f]{6}")) {
            throw new Refusal(invalid("Label", "color", "invalid", null));
        }
        var label = new Label(repos.nextId(), name, hex, Bodies.text(request, "description"));
        repo.put(label);
        Views views = Requests.views(ctx);
        return file.save().map(saved -> Reply.json(201, views.label(repo, label)));
    }

    private Future<Reply> delete(RoutingContext ctx) {
        Repo repo = requests.repo(ctx);
        repo.remove(label(ctx, repo));
        return file.save().map(Reply.empty(204));
    }

    private Future<Reply> relabel(RoutingContext ctx, boolean add) {
        Repo repo = requests.repoWithIssues(ctx);
        Issue issue = requests.issue(ctx, repo);
        Object body = Bodies.json(ctx, reason -> GitHubErrors.error(400, "Problems parsing JSON"));
        Object given = body instanceof JsonObject object ? object.getValue("labels", new JsonArray()) : body;
        List<String> names = new ArrayList<>(add ? issue.labels : List.of());
        for (String name : IssueApi.existing(repos, repo, Requests.names(given, "labels"))) {
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return relabel(ctx, repo, issue, names);
    }

    private Future<Reply> takeOff(RoutingContext ctx) {
        Repo repo = requests.repoWithIssues(ctx);
        Issue issue = requests.issue(ctx, repo);
        Label label = repo.label(ctx.pathParam("label"));
        if (label == null || !issue.labels.contains(label.name())) {
            throw new Refusal(GitHubErrors.error(404, "Label does not exist"));
        }
        return relabel(
                ctx,
                repo,
                issue,
                issue.labels.stream().filter(n -> !n.equals(label.name())).toList());
    }

    private Future<Reply> relabel(RoutingContext ctx, Repo repo, Issue issue, List<String> names) {
        new IssueChange(repo, issue, Requests.caller(ctx), repos, webhooks).relabel(names);
        Views views = Requests.views(ctx);
        return file.save().map(saved -> Reply.json(200, views.labels(repo, issue)));
    }

    private static Label label(RoutingContext ctx, Repo repo) {
        Label label = repo.label(ctx.pathParam("label"));
        if (label == null) {
            throw new Refusal(GitHubErrors.notFound());
        }
        return label;
    }
}
