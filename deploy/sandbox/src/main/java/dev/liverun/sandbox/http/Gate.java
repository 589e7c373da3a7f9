package dev.liverun.sandbox.http;

import dev.liverun.sandbox.fault.Faults;
import dev.liverun.sandbox.fault.Outcome;
import dev.liverun.sandbox.fault.RequestFacts;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands before an integration: records every request, and lets faults happen. */
public final class Gate {
    static final String ENTRY = "sandbox.entry";
    private static final String HIT = "sandbox.hit";
    private static final Set<String> SECRET_HEADERS =
            Set.of("authorization", "proxy-authorization", "cookie", "y-api-token", "x-api-key");
    private static final Set<String> SECRET_PARAMETERS =
            Set.of("code", "token", "access_token", "refresh_token", "client_secret", "code_verifier");

    private final Vertx vertx;
    private final Integration integration;
    private final Faults faults;
    private final Clock clock;
    private final RequestLog log = new RequestLog();
    private final Responder responder;

    public Gate(Vertx vertx, Integration integration, Faults faults, Clock clock) {
        this.vertx = vertx;
        this.integration = integration;
        this.faults = faults;
        this.clock = clock;
        this.responder = new Responder(integration);
    }

    public Integration integration() {
        return integration;
    }

    public Faults faults() {
        return faults;
    }

    public RequestLog log() {
        return log;
    }

    /** Everything below the integration's prefix. */
    public Router router() {
        Router router = Router.router(vertx);
        router.route().handler(this::record);
        router.route().handler(Bodies::read);
        router.route().handler(this::admit);
        integration.register(new Routes(router, responder));
        return router;
    }

    /** Answers what no route did, or what went wrong, in the integration's own style. */
    public void answerError(RoutingContext ctx, int status) {
        responder.send(ctx, integration.errors().status(ctx, status));
    }

    /** The path inside the integration. */
    public static String path(RoutingContext ctx) {
        String mount = ctx.mountPoint() == null ? "" : ctx.mountPoint();
        String path = ctx.normalizedPath();
        String inside = path.startsWith(mount) ? path.substring(mount.length()) : path;
        return inside.startsWith("/") ? inside : "/" + inside;
    }

    /** How long a creation has to wait because of a fault. */
    public static long lateCreateMs(RoutingContext ctx) {
        Faults.Hit hit = ctx.get(HIT);
        return hit == null ? 0 : hit.lateCreateMs();
    }

    static @Nullable Outcome outcome(RoutingContext ctx) {
        Faults.Hit hit = ctx.get(HIT);
        return hit == null ? null : hit.outcome();
    }

    /** Whether the client of this request is to see its connection closed, whatever the answer. */
    public static boolean dropsAnswer(RoutingContext ctx) {
        return outcome(ctx) instanceof Outcome.AcceptThenDrop;
    }

    private void record(RoutingContext ctx) {
        var headers = new JsonObject();
        ctx.request().headers().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            headers.put(name, SECRET_HEADERS.contains(name) ? "[redacted]" : header.getValue());
        });
        var entry = new RequestLog.Entry(
                clock.instant(), ctx.request().method().name(), path(ctx), redactedQuery(ctx), headers);
        log.add(entry);
        ctx.put(ENTRY, entry);
        ctx.next();
    }

    private static @Nullable String redactedQuery(RoutingContext ctx) {
        String query = ctx.request().query();
        if (query == null) {
            return null;
        }
        var safe = new StringBuilder();
        for (String pair : query.split("&", -1)) {
            String name = pair.split("=", 2)[0];
            safe.append(safe.isEmpty() ? "" : "&")
                    .append(SECRET_PARAMETERS.contains(name) ? name + "=[redacted]" : pair);
        }
        return safe.toString();
    }

    private void admit(RoutingContext ctx) {
        List<String> missing = integration.missing();
        if (!missing.isEmpty()) {
            responder.send(
                    ctx,
                    Reply.problem(
                            503,
                            "Integration not configured",
                            "The sandbox's " + integration.name() + " needs the environment variable"
                                    + (missing.size() > 1 ? "s " : " ") + String.join(", ", missing) + "."));
            return;
        }
        String action = rpcAction(ctx);
        RequestLog.Entry entry = ctx.get(ENTRY);
        entry.action(action);
        var facts = new RequestFacts(ctx.request().method().name(), path(ctx), action, integration.presentsToken(ctx));
        var hit = faults.hit(facts);
        if (hit.isEmpty()) {
            ctx.next();
            return;
        }
        ctx.put(HIT, hit.get());
        entry.fault(name(hit.get()));
        if (hit.get().latencyMs() > 0) {
            vertx.setTimer(hit.get().latencyMs(), timer -> let(ctx, hit.get().outcome()));
        } else {
            let(ctx, hit.get().outcome());
        }
    }

    private void let(RoutingContext ctx, @Nullable Outcome outcome) {
        if (outcome instanceof Outcome.Status status) {
            responder.send(ctx, integration.errors().status(ctx, status.status()));
        } else if (outcome instanceof Outcome.RateLimited limit) {
            responder.send(ctx, integration.errors().rateLimited(ctx, limit));
        } else if (outcome instanceof Outcome.ExpiredToken) {
            responder.send(ctx, integration.errors().expiredToken(ctx));
        } else if (outcome instanceof Outcome.Reset) {
            Responder.reset(ctx);
        } else {
            ctx.next();
        }
    }

    private static String name(Faults.Hit hit) {
        Outcome outcome = hit.outcome();
        if (outcome == null) {
            return hit.lateCreateMs() > 0 ? "late_create" : "latency";
        }
        return outcome.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT);
    }

    private static @Nullable String rpcAction(RoutingContext ctx) {
        JsonObject body = Bodies.objectOrNull(ctx);
        return body != null && body.getValue("action") instanceof String action ? action : null;
    }
}
