package dev.liverun.sandbox.github;

import dev.liverun.sandbox.http.Bodies;
import dev.liverun.sandbox.http.Refusal;
import dev.liverun.sandbox.http.Reply;
import dev.liverun.sandbox.http.Routes;
import dev.liverun.sandbox.http.StateFile;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;

/** What a test arranges on the GitHub side and no API of GitHub's offers that simply. */
final class RepoControl {
    private static final Set<String> SETTINGS = Set.of("private", "has_issues");

    private final Repos repos;
    private final Requests requests;
    private final IssueApi issues;
    private final StateFile file;

    RepoControl(Repos repos, Requests requests, IssueApi issues, StateFile file) {
        this.repos = repos;
        this.requests = requests;
        this.issues = issues;
        this.file = file;
    }

    void register(Routes routes, String path) {
        routes.serve(HttpMethod.PUT, path + "/repos/:owner/:repo", this::put);
        routes.serve(HttpMethod.POST, path + "/repos/:owner/:repo/pulls", this::openPullRequest);
        routes.serve(HttpMethod.POST, path + "/repos/:owner/:repo/issues/:number/transfer", this::transfer);
    }

    /** Transfers an issue as a person would; whoever asks for it at its old place is sent to the new one. */
    private Future<Reply> transfer(RoutingContext ctx) {
        String to = String.valueOf(Bodies.object(ctx, RepoControl::bad).getValue("to"));
        if (!Repos.isName(to)) {
            throw new Refusal(bad("'to' must be owner/name"));
        }
        Repo from = requests.repo(ctx);
        Issue issue = requests.issue(ctx, from);
        String[] name = to.split("/", 2);
        Repo there = repos.ensure(name[0], name[1]);
        User author = issue.author.equals(User.BOT.login()) ? User.BOT : User.HUMAN;
        Issue moved = issues.add(there, author, issue.title, issue.body, false);
        moved.labels.addAll(issue.labels);
        moved.open = issue.open;
        from.issues.remove(issue.number);
        from.transferred.put(issue.number, there.fullName() + "/issues/" + moved.number);
        Views views = Requests.views(ctx);
        return file.save().map(saved -> Reply.json(201, views.issue(there, moved)));
    }

    /** Makes a repository, or changes what it is like. */
    private Future<Reply> put(RoutingContext ctx) {
        JsonObject settings = Bodies.object(ctx, RepoControl::bad);
        for (Map.Entry<String, Object> setting : settings) {
            if (!SETTINGS.contains(setting.getKey()) || !(setting.getValue() instanceof Boolean)) {
                throw new Refusal(bad("'" + setting.getKey() + "': only private and has_issues, true or false"));
            }
        }
        String owner = ctx.pathParam("owner");
        String name = ctx.pathParam("repo");
        if (!Repos.isName(owner + "/" + name)) {
            throw new Refusal(bad("this is no name of a repository"));
        }
        Repo repo = repos.ensure(owner, name);
        repo.isPrivate = settings.getBoolean("private", repo.isPrivate);
        repo.hasIssues = settings.getBoolean("has_issues", repo.hasIssues);
        Views views = Requests.views(ctx);
        return file.save().map(saved -> Reply.json(200, views.repo(repo)));
    }

    /** Opens a pull request as a person would; GitHub lists it among the issues. */
    private Future<Reply> openPullRequest(RoutingContext ctx) {
        JsonObject request = Bodies.object(ctx, RepoControl::bad);
        Repo repo = requests.repo(ctx);
        String title = IssueApi.title(request.getValue("title"));
        Issue pull = issues.add(repo, User.HUMAN, title, IssueApi.body(request.getValue("body")), true);
        Views views = Requests.views(ctx);
        return file.save().map(saved -> Reply.json(201, views.issue(repo, pull)));
    }

    private static Reply bad(String reason) {
        return Reply.problem(400, "Bad request", reason);
    }
}
