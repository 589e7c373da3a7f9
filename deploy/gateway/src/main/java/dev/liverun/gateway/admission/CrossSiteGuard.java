package dev.liverun.gateway.admission;

import dev.liverun.gateway.identity.Caller;
import dev.liverun.gateway.identity.Origins;
import dev.liverun.gateway.observe.GatewayMetrics;
import dev.liverun.gateway.problem.Problem;
import dev.liverun.gateway.problem.Problems;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Protects whoever is signed in by cookie from pages that are not ours (CSRF). {@code SameSite=Strict} alone does not: all
 * ports of one host are one site. A request that changes something needs three things that a foreign page cannot bring
 * together: our own origin, the browser's word that it comes from there, and a header of our own. Requests with a bearer
 * header are not concerned: no browser adds that by itself.
 */
@Singleton
public class CrossSiteGuard {

    /** Any value will do: a foreign page cannot set it without a permission (CORS) that is never given. */
    public static final String HEADER = "X-Liverun-Client";

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Origins origins;
    private final GatewayMetrics metrics;

    CrossSiteGuard(Origins origins, GatewayMetrics metrics) {
        this.origins = origins;
        this.metrics = metrics;
    }

    /** For what a service answers: only a cookie's requests are in danger. */
    public void handle(RoutingContext ctx) {
        pass(ctx, Caller.of(ctx).byCookie() ? objection(ctx.request()) : Optional.empty());
    }

    /** For what sets or clears the cookie itself: there every request is looked at. */
    public void handleStrictly(RoutingContext ctx) {
        pass(ctx, objection(ctx.request()));
    }

    private void pass(RoutingContext ctx, Optional<String> objection) {
        if (objection.isEmpty()) {
            ctx.next();
        } else {
            metrics.refused("cross-site-request");
            Problems.answer(ctx, Problem.crossSite(objection.get()));
        }
    }

    private Optional<String> objection(HttpServerRequest request) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        var site = request.getHeader("Sec-Fetch-Site");
        if (origin != null && origins.isTrusted(origin)) {
            return request.headers().contains(HEADER) || SAFE.contains(request.method())
                    ? Optional.empty()
                    : Optional.of("Send the header " + HEADER + ".");
        }
        if (SAFE.contains(request.method())) {
            // Reading is harmless but for pages that embed it; a link that somebody follows is fine.
            var embedded = site != null
                    && !site.equals("same-origin")
                    && !site.equals("none")
                    && !"navigate".equals(request.getHeader("Sec-Fetch-Mode"));
            return embedded ? Optional.of("This is only for pages of this address.") : Optional.empty();
        }
        if (origin == null && site == null) {
            return Optional.of("Send the header Origin, or use a bearer token instead of the cookie.");
        }
        if (origin != null && !origins.isOurs(origin, request)) {
            return Optional.of("Requests that change something must come from a page of this address.");
        }
        if (site != null && !site.equals("same-origin")) {
            return Optional.of("Requests that change something must come from a page of this address.");
        }
        if (!request.headers().contains(HEADER)) {
            return Optional.of("Send the header " + HEADER + ".");
        }
        return Optional.empty();
    }
}
