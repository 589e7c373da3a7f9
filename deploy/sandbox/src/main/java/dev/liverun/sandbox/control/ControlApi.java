package dev.liverun.sandbox.control;

import dev.liverun.sandbox.fault.Outcome;
import dev.liverun.sandbox.http.Bodies;
import dev.liverun.sandbox.http.Credentials;
import dev.liverun.sandbox.http.ErrorStyle;
import dev.liverun.sandbox.http.Gate;
import dev.liverun.sandbox.http.Integration;
import dev.liverun.sandbox.http.Refusal;
import dev.liverun.sandbox.http.Reply;
import dev.liverun.sandbox.http.RequestLog;
import dev.liverun.sandbox.http.Routes;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code /_control}: sets faults, shows what was received. */
public final class ControlApi implements Integration {
    private static final String TOKEN = "SANDBOX_CONTROL_TOKEN";

    private final Credentials credentials;
    private final Map<String, Gate> gates;

    /** @param gates by the name of their integration */
    public ControlApi(Credentials credentials, Map<String, Gate> gates) {
        this.credentials = credentials;
        this.gates = gates;
    }

    @Override
    public String name() {
        return "_control";
    }

    @Override
    public List<String> missing() {
        return credentials.missing(TOKEN);
    }

    @Override
    public void register(Routes routes) {
        routes.before(ctx -> {
            String header = ctx.request().getHeader("Authorization");
            if (!credentials.matches(TOKEN, Credentials.authorization(header, "Bearer"))) {
                throw new Refusal(Reply.problem(401, "Unauthorized", "Send SANDBOX_CONTROL_TOKEN as bearer token.")
                        .with("WWW-Authenticate", "Bearer"));
            }
        });
        routes.answer(HttpMethod.GET, "/", ctx -> overview());
        routes.answer(HttpMethod.GET, "/:integration/fault", ctx -> faults(gate(ctx)));
        routes.answer(HttpMethod.PUT, "/:integration/fault", this::setFaults);
        routes.answer(HttpMethod.DELETE, "/:integration/fault", ctx -> {
            gate(ctx).faults().clear();
            return Reply.empty(204);
        });
        routes.answer(HttpMethod.GET, "/:integration/requests", this::received);
        routes.answer(HttpMethod.DELETE, "/:integration/requests", ctx -> {
            gate(ctx).log().clear();
            return Reply.empty(204);
        });
        gates.forEach((name, gate) -> gate.integration().registerControl(routes, "/" + name));
    }

    private Reply overview() {
        var all = new JsonObject();
        gates.forEach((name, gate) -> all.put(
                name,
                new JsonObject()
                        .put("ready", gate.integration().missing().isEmpty())
                        .put("missing", new JsonArray(gate.integration().missing()))
                        .put("faults", gate.faults().toJson())
                        .put("requests", gate.log().total())));
        return Reply.json(200, all);
    }

    private static Reply faults(Gate gate) {
        return Reply.json(200, new JsonObject().put("faults", gate.faults().toJson()));
    }

    private Reply setFaults(RoutingContext ctx) {
        Gate gate = gate(ctx);
        Object body = Bodies.json(ctx, ControlApi::bad);
        var specs = new ArrayList<JsonObject>();
        for (Object spec : body instanceof JsonArray array ? array : new JsonArray().add(body)) {
            if (!(spec instanceof JsonObject object)) {
                return bad("a fault is an object, or there is a list of them");
            }
            specs.add(object);
        }
        try {
            gate.faults().set(specs, gate.integration().name().equals("github"));
        } catch (IllegalArgumentException e) {
            return bad(String.valueOf(e.getMessage()));
        }
        return faults(gate);
    }

    private Reply received(RoutingContext ctx) {
        Gate gate = gate(ctx);
        String limit = ctx.request().getParam("limit", "100");
        if (!limit.matches("\\d{1,3}") || Integer.parseInt(limit) > RequestLog.DETAILED) {
            return bad("limit is a number from 0 to " + RequestLog.DETAILED);
        }
        return Reply.json(200, gate.log().toJson(Integer.parseInt(limit)));
    }

    private Gate gate(RoutingContext ctx) {
        Gate gate = gates.get(ctx.pathParam("integration"));
        if (gate == null) {
            throw new Refusal(
                    Reply.problem(404, "Unknown integration", "There are: " + String.join(", ", gates.keySet()) + "."));
        }
        return gate;
    }

    private static Reply bad(String reason) {
        return Reply.problem(400, "Bad request", reason);
    }

    @Override
    public ErrorStyle errors() {
        return new ErrorStyle() {
            @Override
            public Reply status(RoutingContext ctx, int status) {
                String title = HttpResponseStatus.valueOf(status).reasonPhrase();
                return Reply.problem(status, title, "The control API could not serve this request.");
            }

            @Override
            public Reply badRequest(RoutingContext ctx, String reason) {
                return bad(reason);
            }

            @Override
            public Reply rateLimited(RoutingContext ctx, Outcome.RateLimited limit) {
                return status(ctx, 429);
            }

            @Override
            public Reply expiredToken(RoutingContext ctx) {
                return status(ctx, 401);
            }
        };
    }
}
