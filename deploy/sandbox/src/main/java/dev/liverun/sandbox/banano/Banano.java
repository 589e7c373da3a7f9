package dev.liverun.sandbox.banano;

import dev.liverun.sandbox.fault.Outcome;
import dev.liverun.sandbox.http.Bodies;
import dev.liverun.sandbox.http.ErrorStyle;
import dev.liverun.sandbox.http.Integration;
import dev.liverun.sandbox.http.Reply;
import dev.liverun.sandbox.http.Routes;
import dev.liverun.sandbox.http.StateFile;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;

/**
 * A Banano node's RPC over HTTP POST, as in <a href="https://docs.nano.org/commands/rpc-protocol/">the node's
 * documentation</a>: errors are {@code {"error": …}} with status 200. A node asks nobody who they are.
 */
public final class Banano implements Integration {
    private final Rpc rpc;
    private final StateFile file;

    /** @param receiveMs how long the wallet's accounts take to receive */
    public Banano(Clock clock, StateFile file, long receiveMs) {
        this.file = file;
        var ledger = new Ledger(clock, receiveMs, file.load());
        file.supply(ledger::toState);
        this.rpc = new Rpc(ledger);
    }

    @Override
    public String name() {
        return "banano";
    }

    @Override
    public List<String> missing() {
        return List.of();
    }

    @Override
    public boolean presentsToken(RoutingContext ctx) {
        return false;
    }

    @Override
    public void register(Routes routes) {
        routes.serve(HttpMethod.POST, "/", this::call);
        routes.answer(HttpMethod.GET, "/", ctx -> error(200, "Can only POST requests"));
    }

    private Future<Reply> call(RoutingContext ctx) {
        JsonObject request = Bodies.object(ctx, reason -> error(200, "Unable to parse JSON"));
        JsonObject answer = rpc.call(request);
        Reply reply = Reply.json(200, answer);
        return rpc.changed() ? file.save().map(reply) : Future.succeededFuture(reply);
    }

    private static Reply error(int status, String message) {
        return Reply.json(status, new JsonObject().put("error", message));
    }

    @Override
    public ErrorStyle errors() {
        return new ErrorStyle() {
            @Override
            public Reply status(RoutingContext ctx, int status) {
                return error(status, HttpResponseStatus.valueOf(status).reasonPhrase());
            }

            @Override
            public Reply badRequest(RoutingContext ctx, String reason) {
                return error(200, reason);
            }

            @Override
            public Reply rateLimited(RoutingContext ctx, Outcome.RateLimited limit) {
                // A node has no limit of its own; the proxies before public nodes answer like this.
                Reply reply = error(limit.status() == null ? 429 : limit.status(), "Too many requests");
                return limit.retryAfter() == null
                        ? reply
                        : reply.with("Retry-After", String.valueOf(limit.retryAfter()));
            }

            @Override
            public Reply expiredToken(RoutingContext ctx) {
                return error(401, "Unauthorized");
            }
        };
    }
}
