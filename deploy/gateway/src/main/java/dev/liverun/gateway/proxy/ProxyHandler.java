package dev.liverun.gateway.proxy;

import dev.liverun.gateway.observe.GatewayMetrics;
import dev.liverun.gateway.observe.RequestLog;
import dev.liverun.gateway.problem.Problem;
import dev.liverun.gateway.problem.Problems;
import dev.liverun.gateway.routing.Upstreams;
import dev.liverun.gateway.websocket.WebSocketHandler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** The last handler of everything under {@code /api}: finds the owner of the path and passes the request on. */
@Singleton
public class ProxyHandler {

    private final Upstreams upstreams;
    private final WebSocketHandler webSockets;
    private final BodyLimit bodyLimit;
    private final GatewayMetrics metrics;

    ProxyHandler(Upstreams upstreams, WebSocketHandler webSockets, BodyLimit bodyLimit, GatewayMetrics metrics) {
        this.upstreams = upstreams;
        this.webSockets = webSockets;
        this.bodyLimit = bodyLimit;
        this.metrics = metrics;
    }

    public void handle(RoutingContext ctx) {
        var request = ctx.request();
        var upstream = upstreams.ownerOf(request.path()).orElse(null);
        if (upstream == null) {
            refuse(ctx, Problem.notFound());
            return;
        }
        // TRACE shows a client what the gateway adds, CONNECT is for another kind of proxy.
        if (request.method().equals(HttpMethod.TRACE) || request.method().equals(HttpMethod.CONNECT)) {
            refuse(ctx, Problem.methodNotAllowed());
            return;
        }
        var objection = bodyLimit.objection(request);
        if (objection.isPresent()) {
            refuse(ctx, objection.get());
            return;
        }
        RequestLog.passedTo(ctx, upstream.name());
        if (WebSocketHandler.isUpgrade(request)) {
            webSockets.handle(ctx, upstream);
            return;
        }
        new Exchange(ctx, upstream, upstreams.http(), metrics, bodyLimit.of(request.path())).start();
    }

    private void refuse(RoutingContext ctx, Problem problem) {
        metrics.refused(problem.slug());
        Problems.answer(ctx, problem);
    }
}
