package dev.liverun.gateway.admission;

import dev.liverun.gateway.identity.Caller;
import dev.liverun.gateway.limits.RateLimiter;
import dev.liverun.gateway.observe.GatewayMetrics;
import dev.liverun.gateway.problem.Problems;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Admits a request or answers 429; either way the caller learns where it stands. */
@Singleton
public class RateLimitHandler {

    private final RateLimiter limiter;
    private final GatewayMetrics metrics;

    RateLimitHandler(RateLimiter limiter, GatewayMetrics metrics) {
        this.limiter = limiter;
        this.metrics = metrics;
    }

    public void handle(RoutingContext ctx) {
        if (!limiter.enabled()) {
            ctx.next();
            return;
        }
        var verdict = limiter.take(Caller.of(ctx).key());
        if (!verdict.admitted()) {
            metrics.refused("too-many-requests");
            Problems.answer(ctx, verdict.problem());
            return;
        }
        ctx.response().putHeader("RateLimit-Policy", verdict.policy()).putHeader("RateLimit", verdict.state());
        ctx.next();
    }
}
