package dev.liverun.gateway.admission;

import dev.liverun.gateway.identity.Addresses;
import dev.liverun.gateway.identity.Bearer;
import dev.liverun.gateway.identity.Caller;
import dev.liverun.gateway.identity.Identity;
import dev.liverun.gateway.identity.SessionCookie;
import dev.liverun.gateway.identity.TokenVerifier;
import dev.liverun.gateway.limits.RateLimiter;
import dev.liverun.gateway.observe.GatewayMetrics;
import dev.liverun.gateway.problem.Problems;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Finds out who is calling. A request without a valid token goes on as its address's: which paths need a token, and
 * which do not (webhooks), is the services' to know, and they answer 401 in their own words.
 */
@Singleton
public class CallerHandler {

    private final TokenVerifier verifier;
    private final SessionCookie cookie;
    private final RateLimiter limiter;
    private final GatewayMetrics metrics;

    CallerHandler(TokenVerifier verifier, SessionCookie cookie, RateLimiter limiter, GatewayMetrics metrics) {
        this.verifier = verifier;
        this.cookie = cookie;
        this.limiter = limiter;
        this.metrics = metrics;
    }

    public void handle(RoutingContext ctx) {
        var request = ctx.request();
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        var token = header == null ? cookie.tokenOf(request) : Bearer.tokenOf(header);
        var anonymous = Caller.anonymous(Addresses.keyOf(request.remoteAddress()));
        if (token == null) {
            anonymous.attachTo(ctx);
            ctx.next();
            return;
        }
        if (!verifier.remembers(token)) {
            // Checking a signature is work that anybody can ask for: it counts against the address.
            var verdict = limiter.take(anonymous.key());
            if (!verdict.admitted()) {
                metrics.refused("too-many-requests");
                Problems.answer(ctx, verdict.problem());
                return;
            }
        }
        request.pause();
        verifier.verify(token).onComplete(verified -> {
            var identity = verified.succeeded() ? verified.result() : Optional.<Identity>empty();
            var caller = identity.map(
                            known -> header == null ? Caller.withCookie(known, token) : Caller.withHeader(known))
                    .orElse(anonymous);
            caller.attachTo(ctx);
            ctx.next();
        });
    }
}
