package dev.liverun.sandbox.rest;

import dev.liverun.sandbox.http.Bodies;
import dev.liverun.sandbox.http.Integration;
import dev.liverun.sandbox.http.Refusal;
import dev.liverun.sandbox.http.Reply;
import dev.liverun.sandbox.http.Routes;
import dev.liverun.sandbox.http.StateFile;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Create, read, list and delete of one kind of resource under {@code /v1/<resources>}, and {@code /v1/health}; all of
 * it authenticated. A creation takes an {@code Idempotency-Key}; a list filters by any field and is paged by
 * {@code limit} and {@code cursor}.
 */
abstract class RestService implements Integration {
    private static final int MAX_KEY_LENGTH = 255;

    private final String plural;
    private final List<FieldRule> rules;
    private final Resources resources;
    private final StateFile file;

    RestService(String plural, List<FieldRule> rules, Clock clock, StateFile file) {
        this.plural = plural;
        this.rules = rules;
        this.file = file;
        this.resources = new Resources(rules, clock, file.load());
        file.supply(resources::toState);
    }

    abstract boolean isAuthenticated(RoutingContext ctx);

    /** Fields of a new resource that the service sets itself. */
    abstract Map<String, String> initial();

    @Override
    public abstract RestErrors errors();

    @Override
    public final void register(Routes routes) {
        String path = "/v1/" + plural;
        routes.before(ctx -> {
            if (!isAuthenticated(ctx)) {
                throw new Refusal(errors().error(401, "unauthorized", "The credential is missing or wrong"));
            }
        });
        routes.answer(HttpMethod.GET, "/v1/health", ctx -> health());
        routes.serve(HttpMethod.POST, path, this::create);
        routes.answer(HttpMethod.GET, path, this::list);
        routes.answer(HttpMethod.GET, path + "/:id", this::read);
        routes.serve(HttpMethod.DELETE, path + "/:id", this::delete);
    }

    private Reply health() {
        return Reply.json(200, new JsonObject().put("status", "ok").put("service", name()));
    }

    private Future<Reply> create(RoutingContext ctx) {
        JsonObject body = Bodies.object(ctx, reason -> errors().badRequest(ctx, reason));
        String key = ctx.request().getHeader("Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > MAX_KEY_LENGTH)) {
            return Future.succeededFuture(errors().badRequest(ctx, "Idempotency-Key must have 1 to 255 characters"));
        }
        Map<String, String> violations = resources.violations(body);
        if (!violations.isEmpty()) {
            return Future.succeededFuture(
                    errors().error(422, "validation_failed", "The request has invalid fields", violations));
        }
        JsonObject earlier = resources.earlier(key);
        if (earlier != null) {
            return Future.succeededFuture(replay(body, earlier));
        }
        String conflict = resources.conflict(body);
        if (conflict != null) {
            return Future.succeededFuture(errors().error(
                            409, "conflict", "There is one with this " + conflict, Map.of(conflict, "is taken")));
        }
        Reply reply = created(resources.create(body, initial(), key));
        return file.save().map(reply);
    }

    private Reply replay(JsonObject body, JsonObject earlier) {
        if (!body.equals(earlier.getJsonObject("request"))) {
            return errors().error(422, "idempotency_key_reused", "This Idempotency-Key was used for another request");
        }
        return created(earlier.getJsonObject("response")).with("Idempotent-Replayed", "true");
    }

    private Reply created(JsonObject resource) {
        return Reply.json(201, resource)
                .with("Location", "/" + name() + "/v1/" + plural + "/" + resource.getString("id"));
    }

    private Reply list(RoutingContext ctx) {
        var filter = new HashMap<String, String>();
        for (FieldRule rule : rules) {
            String value = ctx.request().getParam(rule.name());
            if (value != null) {
                filter.put(rule.name(), value);
            }
        }
        int limit = limit(ctx);
        List<JsonObject> found = resources.matching(filter);
        int from = start(ctx, found);
        int to = Math.min(found.size(), from + limit);
        String nextCursor = to < found.size() ? found.get(to - 1).getString("id") : null;
        return Reply.json(
                200,
                new JsonObject()
                        .put(plural, new JsonArray(found.subList(from, to)))
                        .put("next_cursor", nextCursor));
    }

    private int limit(RoutingContext ctx) {
        String limit = ctx.request().getParam("limit", "50");
        if (!limit.matches("[1-9]\\d?|100")) {
            throw new Refusal(errors().badRequest(ctx, "limit is a number from 1 to 100"));
        }
        return Integer.parseInt(limit);
    }

    private int start(RoutingContext ctx, List<JsonObject> found) {
        @Nullable String cursor = ctx.request().getParam("cursor");
        if (cursor == null) {
            return 0;
        }
        for (int i = 0; i < found.size(); i++) {
            if (cursor.equals(found.get(i).getString("id"))) {
                return i + 1;
            }
        }
        throw new Refusal(errors().badRequest(ctx, "cursor is not known"));
    }

    private Reply read(RoutingContext ctx) {
        JsonObject resource = resources.find(ctx.pathParam("id"));
        return resource == null ? errors().status(ctx, 404) : Reply.json(200, resource);
    }

    private Future<Reply> delete(RoutingContext ctx) {
        if (!resources.delete(ctx.pathParam("id"))) {
            return Future.succeededFuture(errors().status(ctx, 404));
        }
        return file.save().map(Reply.empty(204));
    }
}
