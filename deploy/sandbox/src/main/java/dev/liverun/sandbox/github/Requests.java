package dev.liverun.sandbox.github;

import dev.liverun.sandbox.http.Bodies;
import dev.liverun.sandbox.http.Refusal;
import dev.liverun.sandbox.http.Reply;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what requests name: a repository, an issue, a page, a body. Refuses as GitHub does. */
final class Requests {
    private static final String CALLER = "github.caller";
    private static final int MAX_PER_PAGE = 100;

    private final Repos repos;

    Requests(Repos repos) {
        this.repos = repos;
    }

    static void caller(RoutingContext ctx, User user) {
        ctx.put(CALLER, user);
    }

    static @Nullable User callerOrNull(RoutingContext ctx) {
        return ctx.get(CALLER);
    }

    static User caller(RoutingContext ctx) {
        User user = callerOrNull(ctx);
        if (user == null) {
            throw new Refusal(GitHubErrors.error(401, "Requires authentication"));
        }
        return user;
    }

    /** Links in an answer begin with the address under which the client reached us. */
    static Views views(RoutingContext ctx) {
        return new Views(base(ctx));
    }

    static String base(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        return request.scheme() + "://" + request.authority() + "/github";
    }

    Repo repo(RoutingContext ctx) {
        Repo repo = repos.find(ctx.pathParam("owner"), ctx.pathParam("repo"));
        if (repo == null) {
            throw new Refusal(GitHubErrors.notFound());
        }
        return repo;
    }

    Repo repoWithIssues(RoutingContext ctx) {
        Repo repo = repo(ctx);
        if (!repo.hasIssues) {
            throw new Refusal(GitHubErrors.error(410, "Issues are disabled for this repo"));
        }
        return repo;
    }

    Issue issue(RoutingContext ctx, Repo repo) {
        int number = (int) number(ctx, "number");
        Issue issue = repo.issues.get(number);
        String path = repo.transferred.get(number);
        if (path != null) {
            throw new Refusal(
                    GitHubErrors.error(301, "Moved Permanently").with("Location", base(ctx) + "/repos/" + path));
        }
        if (issue == null) {
            throw new Refusal(GitHubErrors.notFound());
        }
        return issue;
    }

    /** A number in the path; what is none is not found. */
    static long number(RoutingContext ctx, String parameter) {
        String text = ctx.pathParam(parameter);
        if (!text.matches("\\d{1,9}")) {
            throw new Refusal(GitHubErrors.notFound());
        }
        return Long.parseLong(text);
    }

    static JsonObject object(RoutingContext ctx) {
        if (Bodies.json(ctx, reason -> GitHubErrors.error(400, "Problems parsing JSON")) instanceof JsonObject object) {
            return object;
        }
        throw new Refusal(GitHubErrors.error(400, "Body should be a JSON object"));
    }

    /** Texts of an array in which GitHub also takes objects with a name. */
    static List<String> names(Object value, String field) {
        if (!(value instanceof JsonArray array)) {
            throw new Refusal(GitHubErrors.invalid("Issue", field, "invalid", null));
        }
        var names = new ArrayList<String>();
        for (Object item : array) {
            String name = item instanceof JsonObject object ? Bodies.text(object, "name") : null;
            if (item instanceof String text) {
                name = text;
            }
            if (name == null || name.isBlank()) {
                throw new Refusal(GitHubErrors.invalid("Issue", field, "invalid", null));
            }
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** The asked-for page, with links to its neighbours. */
    static <T> Reply page(RoutingContext ctx, List<T> all, Function<T, JsonObject> view) {
        int perPage = Math.min(positive(ctx, "per_page", 30), MAX_PER_PAGE);
        int page = positive(ctx, "page", 1);
        int last = Math.max(1, (all.size() + perPage - 1) / perPage);
        int from = (int) Math.min(all.size(), (page - 1L) * perPage);
        var items = new JsonArray();
        all.subList(from, Math.min(all.size(), from + perPage)).forEach(item -> items.add(view.apply(item)));
        Reply reply = Reply.json(200, items);
        if (last == 1 && page == 1) {
            return reply;
        }
        var links = new ArrayList<String>();
        if (page > 1) {
            links.add(link(ctx, Math.min(page - 1, last), "prev"));
        }
        if (page < last) {
            links.add(link(ctx, page + 1, "next"));
            links.add(link(ctx, last, "last"));
        }
        if (page > 1) {
            links.add(link(ctx, 1, "first"));
        }
        return reply.with("Link", String.join(", ", links));
    }

    private static String link(RoutingContext ctx, int page, String relation) {
        String query = ctx.request().query() == null ? "" : ctx.request().query();
        var kept = new StringBuilder();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty() && !pair.startsWith("page=")) {
                kept.append(pair).append('&');
            }
        }
        String path = ctx.request().path();
        String origin = base(ctx).substring(0, base(ctx).length() - "/github".length());
        return "<" + origin + path + "?" + kept + "page=" + page + ">; rel=\"" + relation + "\"";
    }

    /** GitHub falls back to the default where this is no positive number. */
    private static int positive(RoutingContext ctx, String parameter, int fallback) {
        String text = ctx.request().getParam(parameter);
        return text != null && text.matches("[1-9]\\d{0,8}") ? Integer.parseInt(text) : fallback;
    }
}
