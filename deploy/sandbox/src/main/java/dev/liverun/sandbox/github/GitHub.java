package dev.liverun.sandbox.github;

import dev.liverun.sandbox.fault.Faults;
import dev.liverun.sandbox.http.Credentials;
import dev.liverun.sandbox.http.ErrorStyle;
import dev.liverun.sandbox.http.Gate;
import dev.liverun.sandbox.http.Integration;
import dev.liverun.sandbox.http.Refusal;
import dev.liverun.sandbox.http.Reply;
import dev.liverun.sandbox.http.Routes;
import dev.liverun.sandbox.http.StateFile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's REST API v3, as far as tracking issues needs it, and its webhooks. State is kept; two users can act: the bot
 * and, with another token, a person.
 */
public final class GitHub implements Integration {
    private static final String TOKEN = "SANDBOX_GITHUB_TOKEN";
    private static final String HUMAN_TOKEN = "SANDBOX_GITHUB_HUMAN_TOKEN";
    private static final String WEBHOOK_URL = "SANDBOX_GITHUB_WEBHOOK_URL";
    private static final String WEBHOOK_SECRET = "SANDBOX_GITHUB_WEBHOOK_SECRET";

    private final Credentials credentials;
    private final Limits limits;
    private final Repos repos;
    private final Requests requests;
    private final StateFile file;
    private final GitHubErrors errors;
    private final IssueApi issues;
    private final CommentApi comments;
    private final LabelApi labels;
    private final HookApi hooks;

    /**
     * @param publicUrl the sandbox's address as others see it, for links in webhooks
     * @param repositories {@code owner/name} of repositories that are to exist
     * @param limited whether GitHub's rate limits are kept
     */
    public GitHub(
            Vertx vertx,
            Credentials credentials,
            Clock clock,
            StateFile file,
            Faults faults,
            String publicUrl,
            List<String> repositories,
            boolean limited) {
        this.credentials = credentials;
        this.limits = new Limits(clock, limited);
        this.repos = new Repos(clock, repositories, file.load());
        this.requests = new Requests(repos);
        this.file = file;
        this.errors = new GitHubErrors(clock);
        file.supply(repos::toState);
        var webhooks = new Webhooks(vertx, clock, faults, publicUrl, hookFromEnvironment(credentials));
        this.issues = new IssueApi(vertx, repos, requests, webhooks, file, faults);
        this.comments = new CommentApi(repos, requests, webhooks, file);
        this.labels = new LabelApi(repos, requests, webhooks, file);
        this.hooks = new HookApi(repos, requests, webhooks, file);
    }

    private static @Nullable Hook hookFromEnvironment(Credentials credentials) {
        String url = credentials.find(WEBHOOK_URL);
        return url == null
                ? null
                : new Hook(1, url, credentials.find(WEBHOOK_SECRET), true, List.of("issues", "issue_comment"));
    }

    @Override
    public String name() {
        return "github";
    }

    @Override
    public List<String> missing() {
        return credentials.find(WEBHOOK_URL) == null
                ? credentials.missing(TOKEN)
                : credentials.missing(TOKEN, WEBHOOK_SECRET);
    }

    @Override
    public ErrorStyle errors() {
        return errors;
    }

    @Override
    public void register(Routes routes) {
        routes.answer(HttpMethod.GET, "/:owner/:repo/issues/:number", this::page);
        routes.before(this::authenticate);
        routes.answer(HttpMethod.GET, "/", GitHub::root);
        routes.answer(HttpMethod.GET, "/rate_limit", ctx -> Reply.json(200, limits.toJson(Requests.caller(ctx))));
        routes.answer(
                HttpMethod.GET,
                "/user",
                ctx -> Reply.json(200, Requests.views(ctx).user(Requests.caller(ctx))));
        routes.answer(HttpMethod.GET, "/users/:login", GitHub::user);
        routes.answer(
                HttpMethod.GET,
                "/repos/:owner/:repo",
                ctx -> Reply.json(200, Requests.views(ctx).repo(requests.repo(ctx))));
        comments.register(routes);
        issues.register(routes);
        labels.register(routes);
        hooks.register(routes);
    }

    @Override
    public void registerControl(Routes routes, String path) {
        new RepoControl(repos, requests, issues, file).register(routes, path);
    }

    @Override
    public Reply decorate(RoutingContext ctx, Reply reply) {
        Reply more = limits.headers(reply, Requests.callerOrNull(ctx)).with("X-GitHub-Media-Type", "github.v3");
        if (!HttpMethod.GET.equals(ctx.request().method()) || reply.status() != 200 || reply.body() == null) {
            return more;
        }
        String etag = "W/\"" + Integer.toHexString(Arrays.hashCode(reply.body().getBytes())) + "\"";
        if (etag.equals(ctx.request().getHeader("If-None-Match"))) {
            return new Reply(304, Map.of(), null).with("ETag", etag);
        }
        return more.with("ETag", etag);
    }

    private void authenticate(RoutingContext ctx) {
        String header = ctx.request().getHeader("Authorization");
        String token = Credentials.authorization(header, "Bearer");
        if (token == null) {
            token = Credentials.authorization(header, "token");
        }
        if (token == null) {
            throw new Refusal(GitHubErrors.error(401, header == null ? "Requires authentication" : "Bad credentials"));
        }
        User user;
        if (credentials.matches(TOKEN, token)) {
            user = User.BOT;
        } else if (credentials.matches(HUMAN_TOKEN, token)) {
            user = User.HUMAN;
        } else {
            throw new Refusal(GitHubErrors.error(401, "Bad credentials"));
        }
        Requests.caller(ctx, user);
        if (!Gate.path(ctx).equals("/rate_limit")) {
            limits.enter(user, ctx.request().method(), Gate.path(ctx));
        }
    }

    private Reply page(RoutingContext ctx) {
        Repo repo = requests.repo(ctx);
        return repo.isPrivate ? GitHubErrors.notFound() : IssuePage.of(repo, requests.issue(ctx, repo));
    }

    private static Reply root(RoutingContext ctx) {
        String base = Requests.base(ctx);
        return Reply.json(
                200,
                new JsonObject()
                        .put("current_user_url", base + "/user")
                        .put("rate_limit_url", base + "/rate_limit")
                        .put("repository_url", base + "/repos/{owner}/{repo}")
                        .put("user_url", base + "/users/{user}"));
    }

    private static Reply user(RoutingContext ctx) {
        String login = ctx.pathParam("login");
        return User.exists(login)
                ? Reply.json(200, Requests.views(ctx).user(User.named(login)))
                : GitHubErrors.notFound();
    }
}
