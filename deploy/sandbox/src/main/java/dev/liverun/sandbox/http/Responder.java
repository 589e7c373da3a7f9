package dev.liverun.sandbox.http;

import dev.liverun.sandbox.fault.Outcome;
import io.netty.channel.ChannelOption;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** Sends replies, spoiled if a fault says so. */
final class Responder {
    private final Integration integration;

    Responder(Integration integration) {
        this.integration = integration;
    }

    void send(RoutingContext ctx, Reply plain) {
        HttpServerResponse response = ctx.response();
        RequestLog.Entry entry = ctx.get(Gate.ENTRY);
        Reply reply = integration.decorate(ctx, plain);
        if (entry != null) {
            entry.status(reply.status());
        }
        if (response.ended() || response.closed()) {
            return;
        }
        Outcome outcome = Gate.outcome(ctx);
        if (outcome instanceof Outcome.AcceptThenDrop) {
            ctx.request().connection().close();
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        Buffer body = reply.body() == null ? Buffer.buffer() : reply.body();
        if (outcome instanceof Outcome.Malformed) {
            body = cut(body);
            response.putHeader("Content-Type", "application/json; charset=utf-8");
        }
        if (HttpMethod.HEAD.equals(ctx.request().method()) || reply.status() == 204 || reply.status() == 304) {
            response.end();
        } else {
            response.end(body);
        }
    }

    /** As a load balancer does that gives up: the client sees a reset, not an orderly end. */
    static void reset(RoutingContext ctx) {
        // Vert.x has no public way to ask for RST, and SO_LINGER 0 on all connections would lose good answers.
        ((ConnectionBase) ctx.request().connection()).channel().config().setOption(ChannelOption.SO_LINGER, 0);
        ctx.request().connection().close();
    }

    private static Buffer cut(Buffer body) {
        return body.length() < 4 ? Buffer.buffer("{\"") : body.getBuffer(0, body.length() / 2);
    }
}
