package dev.liverun.gateway.headers;

import dev.liverun.gateway.identity.Caller;
import dev.liverun.gateway.observe.Correlation;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;

/**
 * What a service gets to see of a request's headers. Whoever stands in front of the gateway cannot tell a service who
 * or where they are: that is the gateway's to say.
 */
public final class RequestHeaders {

    /** What only means something on one connection (RFC 9110, section 7.6.1). */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** What a client says about where it comes from, in the forms known in the field. */
    private static final Set<String> CLAIMED = Set.of(
            "forwarded",
            "via",
            "x-real-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "true-client-ip",
            "x-original-url",
            "x-original-host",
            "x-rewrite-url",
            "x-http-method-override",
            "x-method-override");

    private RequestHeaders() {}

    /** Turns a client's headers into those for a service; {@code Host} is the sender's to set. */
    public static void forService(MultiMap headers, RoutingContext ctx) {
        removeHopByHop(headers);
        for (var name : new ArrayList<>(headers.names())) {
            var lower = name.toLowerCase(Locale.ROOT);
            if (CLAIMED.contains(lower) || lower.startsWith("x-forwarded-")) {
                headers.remove(name);
            }
        }
        // The gateway has said "go on" itself; and a service has no business with a browser's cookies.
        headers.remove(HttpHeaders.EXPECT);
        headers.remove(HttpHeaders.COOKIE);
        var authorization = Caller.of(ctx).authorization();
        if (authorization != null) {
            headers.set(HttpHeaders.AUTHORIZATION, authorization);
        }
        headers.set(Correlation.HEADER, Correlation.of(ctx));
        forwarded(headers, ctx.request());
    }

    private static void forwarded(MultiMap headers, HttpServerRequest request) {
        var authority = request.authority();
        headers.set("X-Forwarded-For", request.remoteAddress().hostAddress());
        headers.set("X-Forwarded-Proto", "https".equals(request.scheme()) ? "https" : "http");
        if (authority != null) {
            headers.set("X-Forwarded-Host", authority.toString());
            var port = authority.port() > 0 ? authority.port() : "https".equals(request.scheme()) ? 443 : 80;
            headers.set("X-Forwarded-Port", Integer.toString(port));
        }
    }

    /** Removes what concerns one connection only, including what {@code Connection} itself names. */
    public static void removeHopByHop(MultiMap headers) {
        for (var value : headers.getAll(HttpHeaders.CONNECTION)) {
            for (var named : value.split(",", -1)) {
                var name = named.trim();
                if (!name.isEmpty()) {
                    headers.remove(name);
                }
            }
        }
        HOP_BY_HOP.forEach(headers::remove);
    }
}
