package dev.liverun.gateway.proxy;

import dev.liverun.gateway.headers.RequestHeaders;
import dev.liverun.gateway.observe.Correlation;
import dev.liverun.gateway.routing.Upstream;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** What a client gets to see of an answer's headers. */
final class ResponseHeaders {

    private ResponseHeaders() {}

    /** Turns a service's headers into those for the client. */
    static void forClient(MultiMap headers, RoutingContext ctx, Upstream upstream) {
        RequestHeaders.removeHopByHop(headers);
        // Cookies are the gateway's; what software answered is nobody's business.
        headers.remove(HttpHeaders.SET_COOKIE);
        headers.remove(HttpHeaders.SERVER);
        headers.remove(Correlation.HEADER);
        headers.remove("Strict-Transport-Security");
        // A service writes its own address into absolute links; relative ones hold everywhere.
        relative(headers, "Location", upstream);
        relative(headers, "Content-Location", upstream);
        relative(headers, "Link", upstream);
        if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        }
        // Quarkus marks every answer as not to be compressed; the services compress what is worth it, and say so.
        if (headers.contains(HttpHeaders.CONTENT_ENCODING)) {
            ctx.response().headers().remove(HttpHeaders.CONTENT_ENCODING);
        }
    }

    private static void relative(MultiMap headers, String name, Upstream upstream) {
        var values = headers.getAll(name);
        if (values.isEmpty()) {
            return;
        }
        var changed = values.stream()
                .map(value -> value.replace(upstream.origin() + "/", "/"))
                .toList();
        headers.remove(name);
        headers.add(name, changed);
    }
}
