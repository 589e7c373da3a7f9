package dev.liverun.gateway.websocket;

import dev.liverun.gateway.config.GatewayConfig;
import dev.liverun.gateway.headers.RequestHeaders;
import dev.liverun.gateway.identity.Caller;
import dev.liverun.gateway.identity.Origins;
import dev.liverun.gateway.observe.GatewayMetrics;
import dev.liverun.gateway.observe.RequestLog;
import dev.liverun.gateway.problem.Problem;
import dev.liverun.gateway.problem.Problems;
import dev.liverun.gateway.routing.Upstream;
import dev.liverun.gateway.routing.Upstreams;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Opens WebSockets. First the one to the service: only if that accepts, the client's upgrade is accepted too, so that a
 * refusal reaches the client with the status and words of the service.
 *
 * <p>A token comes in the {@code Authorization} header or in the browser's cookie, and from nowhere else: a query ends
 * up in logs and histories, and {@code Sec-WebSocket-Protocol} is echoed back and logged by whoever debugs sub-protocols.
 */
@Singleton
public class WebSocketHandler {

    private static final Logger LOG = Logger.getLogger(WebSocketHandler.class);

    private static final String PROTOCOL = "Sec-WebSocket-Protocol";
    private static final List<String> HANDSHAKE = List.of(
            "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Sec-WebSocket-Extensions", "Sec-WebSocket-Accept", PROTOCOL);

    private final Upstreams upstreams;
    private final Origins origins;
    private final GatewayMetrics metrics;
    private final GatewayConfig.WebSocket config;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    WebSocketHandler(Upstreams upstreams, Origins origins, GatewayMetrics metrics, GatewayConfig config) {
        this.upstreams = upstreams;
        this.origins = origins;
        this.metrics = metrics;
        this.config = config.websocket();
    }

    /** Whether the client asks for a WebSocket. */
    public static boolean isUpgrade(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET)
                && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
                && request.headers().contains("Sec-WebSocket-Key");
    }

    /** Passes an upgrade on to {@code upstream}. */
    public void handle(RoutingContext ctx, Upstream upstream) {
        var caller = Caller.of(ctx);
        var request = ctx.request();
        if (request.params().contains("access_token") || request.params().contains("token")) {
            refuse(
                    ctx,
                    Problem.badRequest(
                            "A token in an address ends up in logs. Send it in the Authorization header, or sign"
                                    + " in: browsers send their cookie."));
            return;
        }
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        // Browsers do not hold WebSockets back from foreign pages; the server must look. Programs send no Origin.
        if (origin == null ? caller.byCookie() : !origins.isOurs(origin, request)) {
            refuse(ctx, Problem.crossSite("WebSockets are for pages of this address."));
            return;
        }
        if (!enter(caller.key())) {
            refuse(
                    ctx,
                    Problem.tooManyRequests(
                            "You may have at most " + config.perSubject() + " WebSockets open at a time.",
                            Duration.ofSeconds(30)));
            return;
        }
        request.pause();
        upstreams.webSockets().connect(options(ctx, upstream)).onComplete(connected -> {
            if (connected.succeeded()) {
                accept(ctx, upstream, connected.result());
            } else {
                leave(caller.key());
                reject(ctx, upstream, connected.cause());
            }
        });
    }

    private WebSocketConnectOptions options(RoutingContext ctx, Upstream upstream) {
        var request = ctx.request();
        var options = upstream.webSocket();
        options.setURI(request.uri());
        var headers = HttpHeaders.headers().addAll(request.headers());
        RequestHeaders.forService(headers, ctx);
        HANDSHAKE.forEach(headers::remove);
        headers.remove(HttpHeaders.HOST);
        options.setHeaders(headers);
        // The client's own Origin goes along, for the service to look at as well; none is made up.
        options.setAllowOriginHeader(headers.contains(HttpHeaders.ORIGIN));
        options.setTimeout(upstream.timeout().toMillis());
        var offered = request.getHeader(PROTOCOL);
        if (offered != null) {
            Arrays.stream(offered.split(","))
                    .map(String::trim)
                    .filter(name -> !name.isEmpty())
                    .forEach(options::addSubProtocol);
        }
        return options;
    }

    private void accept(RoutingContext ctx, Upstream upstream, WebSocket service) {
        // At once: what the service sends from now on would be lost.
        var relay = new Relay(ctx.vertx(), service, upstream.name(), config);
        var key = Caller.of(ctx).key();
        var request = ctx.request();
        // The handshake takes the first one the client offers: leave it the one that the service has chosen.
        if (service.subProtocol() == null) {
            request.headers().remove(PROTOCOL);
        } else {
            request.headers().set(PROTOCOL, service.subProtocol());
        }
        ctx.response().headers().remove(HttpHeaders.CONTENT_ENCODING);
        request.toWebSocket().onComplete(upgraded -> {
            if (upgraded.succeeded()) {
                metrics.webSocketOpened();
                var opened = System.nanoTime();
                relay.join(upgraded.result(), () -> {
                    metrics.webSocketClosed();
                    RequestLog.webSocketClosed(ctx, upgraded.result().closeStatusCode(), opened);
                    leave(key);
                });
            } else {
                LOG.debugf(upgraded.cause(), "%s: the client's upgrade failed", upstream.name());
                leave(key);
                service.close(Relay.GOING_AWAY);
            }
        });
    }

    private void reject(RoutingContext ctx, Upstream upstream, Throwable cause) {
        var request = ctx.request();
        request.resume();
        if (!(cause instanceof UpgradeRejectedException refused)) {
            LOG.warnf("%s: no WebSocket: %s", upstream.name(), cause.toString());
            refuse(ctx, Problem.away(upstream.name()));
            return;
        }
        var response = ctx.response();
        response.setStatusCode(refused.getStatus());
        for (var name : List.of("Content-Type", "WWW-Authenticate", "Retry-After")) {
            var value =
                    refused.getHeaders() == null ? null : refused.getHeaders().get(name);
            if (value != null) {
                response.putHeader(name, value);
            }
        }
        if (refused.getBody() == null) {
            response.end();
        } else {
            response.end(refused.getBody());
        }
    }

    private boolean enter(String key) {
        var entered = new boolean[1];
        open.compute(key, (k, now) -> {
            var already = now == null ? 0 : now;
            entered[0] = already < config.perSubject();
            return entered[0] ? Integer.valueOf(already + 1) : now;
        });
        return entered[0];
    }

    private void leave(String key) {
        open.computeIfPresent(key, (k, now) -> now <= 1 ? null : now - 1);
    }

    private void refuse(RoutingContext ctx, Problem problem) {
        metrics.refused(problem.slug());
        Problems.answer(ctx, problem);
    }
}
