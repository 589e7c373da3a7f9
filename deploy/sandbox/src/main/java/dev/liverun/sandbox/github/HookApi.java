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
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** {@code /repos/{owner}/{repo}/hooks}: registration, pings, deliveries and their repetition. */
final class HookApi {
    private final Repos repos;
    private final Requests requests;
    private final Webhooks webhooks;
    private final StateFile file;

    HookApi(Repos repos, Requests requests, Webhooks webhooks, StateFile file) {
        this.repos = repos;
        this.requests = requests;
        this.webhooks = webhooks;
        this.file = file;
    }

    void register(Routes routes) {
        String hooks = "/repos/:owner/:repo/hooks";
        routes.answer(HttpMethod.GET, hooks, ctx -> {
            Repo repo = requests.repo(ctx);
            Views views = Requests.views(ctx);
            return Requests.page(ctx, webhooks.hooks(repo), hook -> views.hook(repo, hook));
        });
        routes.serve(HttpMethod.POST, hooks, this::create);
        routes.answer(HttpMethod.GET, hooks + "/:id", ctx -> {
            Repo repo = requests.repo(ctx);
            return Reply.json(200, Requests.views(ctx).hook(repo, hook(ctx, repo)));
        });
        routes.serve(HttpMethod.DELETE, hooks + "/:id", ctx -> {
            Repo repo = requests.repo(ctx);
            repo.hooks.remove(hook(ctx, repo).id());
            return file.save().map(Reply.empty(204));
        });
        routes.answer(HttpMethod.POST, hooks + "/:id/pings", ctx -> {
            Repo repo = requests.repo(ctx);
            webhooks.ping(repo, hook(ctx, repo), Requests.caller(ctx));
            return Reply.empty(204);
        });
        routes.answer(HttpMethod.GET, hooks + "/:id/deliveries", ctx -> {
            var list = new JsonArray();
            webhooks.deliveries(hook(ctx, requests.repo(ctx))).forEach(delivery -> list.add(delivery.toJson()));
            return Reply.json(200, list);
        });
        routes.answer(HttpMethod.POST, hooks + "/:id/deliveries/:delivery/attempts", this::redeliver);
    }

    private Future<Reply> create(RoutingContext ctx) {
        Repo repo = requests.repo(ctx);
        JsonObject request = Requests.object(ctx);
        if (!(request.getValue("config") instanceof JsonObject config)) {
            throw new Refusal(invalid("Hook", "config", "missing_field", null));
        }
        String url = Bodies.text(config, "url");
        if (url == null || !isHttp(url)) {
            throw new Refusal(invalid("Hook", "url", "invalid", "url must be an absolute http or https address"));
        }
        if (!"json".equals(config.getValue("content_type"))) {
            throw new Refusal(invalid("Hook", "content_type", "invalid", "the sandbox sends content_type json only"));
        }
        if (webhooks.hooks(repo).stream().anyMatch(hook -> hook.url().equals(url))) {
            throw new Refusal(invalid("Hook", "url", "custom", "Hook already exists on this repository"));
        }
        Object events = request.getValue("events", new JsonArray().add("push"));
        var hook = new Hook(
                repos.nextId(),
                url,
                Bodies.text(config, "secret"),
                !Boolean.FALSE.equals(request.getValue("active")),
                List.copyOf(Requests.names(events, "events")));
        repo.hooks.put(hook.id(), hook);
        webhooks.ping(repo, hook, Requests.caller(ctx));
        Views views = Requests.views(ctx);
        return file.save().map(saved -> Reply.json(201, views.hook(repo, hook)));
    }

    private Reply redeliver(RoutingContext ctx) {
        Hook hook = hook(ctx, requests.repo(ctx));
        long id = Requests.number(ctx, "delivery");
        Webhooks.Delivery delivery = webhooks.deliveries(hook).stream()
                .filter(d -> d.id() == id)
                .findFirst()
                .orElseThrow(() -> new Refusal(GitHubErrors.notFound()));
        webhooks.redeliver(hook, delivery);
        return Reply.json(202, new JsonObject());
    }

    private Hook hook(RoutingContext ctx, Repo repo) {
        long id = Requests.number(ctx, "id");
        return webhooks.hooks(repo).stream()
                .filter(hook -> hook.id() == id)
                .findFirst()
                .orElseThrow(() -> new Refusal(GitHubErrors.notFound()));
    }

    private static boolean isHttp(String url) {
        try {
            var uri = new URI(url);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
