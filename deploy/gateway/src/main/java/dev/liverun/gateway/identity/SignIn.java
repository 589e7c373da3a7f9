package dev.liverun.gateway.identity;

import dev.liverun.gateway.problem.Problem;
import dev.liverun.gateway.problem.Problems;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Turns a token into a cookie and back into nothing. The token comes in the {@code Authorization} header of a request
 * that the sign-in page makes; the link that people follow carries it behind {@code #}, which browsers keep to
 * themselves.
 */
@Singleton
public class SignIn {

    private final TokenVerifier verifier;
    private final SessionCookie cookie;
    private final Clock clock;

    SignIn(TokenVerifier verifier, SessionCookie cookie, Clock clock) {
        this.verifier = verifier;
        this.cookie = cookie;
        this.clock = clock;
    }

    /** {@code POST /sign-in}: 200 with who it is, and the cookie; 401 for a token that is not valid. */
    public void signIn(RoutingContext ctx) {
        var token = Bearer.tokenOf(ctx.request().getHeader(HttpHeaders.AUTHORIZATION));
        if (token == null) {
            Problems.answer(ctx, Problem.unauthenticated("Send the token: Authorization: Bearer …"));
            return;
        }
        if (!fits(token)) {
            Problems.answer(
                    ctx,
                    Problem.badRequest("The token is too long for a cookie: browsers keep at most "
                            + SessionCookie.LONGEST_TOKEN + " characters."));
            return;
        }
        verifier.verify(token).onComplete(verified -> {
            if (verified.failed()) {
                Problems.answer(ctx, Problem.noKey());
            } else if (verified.result().isEmpty()) {
                Problems.answer(ctx, Problem.unauthenticated("The token is not valid (any more). Ask for a new link."));
            } else {
                var identity = verified.result().get();
                keep(ctx, token, identity);
                answer(ctx, identity);
            }
        });
    }

    /** Whether browsers keep a cookie with {@code token}. */
    public static boolean fits(String token) {
        return token.length() <= SessionCookie.LONGEST_TOKEN;
    }

    /** The answer hands out the cookie with a token that was verified as {@code identity}'s. */
    public void keep(RoutingContext ctx, String token, Identity identity) {
        var left = Duration.between(clock.instant(), identity.expiresAt());
        ctx.response().addCookie(cookie.holding(token, left, ctx.request()));
    }

    /** Tells a page who is signed in now. */
    public void answer(RoutingContext ctx, Identity identity) {
        answer(ctx, document(identity));
    }

    /** {@code POST /sign-out}: 204, whether anybody was signed in or not. The token itself stays valid until it expires. */
    public void signOut(RoutingContext ctx) {
        forget(ctx);
        ctx.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .setStatusCode(204)
                .end();
        Problems.drain(ctx.request());
    }

    /** The answer takes the cookie back. */
    public void forget(RoutingContext ctx) {
        ctx.response().addCookie(cookie.cleared(ctx.request()));
    }

    /** {@code GET /whoami}: who is signed in, for pages that cannot read the cookie. */
    public void whoAmI(RoutingContext ctx) {
        answer(ctx, Caller.of(ctx).identity().map(SignIn::document).orElseGet(() -> new JsonObject()
                .put("signed_in", false)));
    }

    private static JsonObject document(Identity identity) {
        return new JsonObject()
                .put("signed_in", true)
                .put("subject", identity.subject())
                .put("roles", new JsonArray(List.copyOf(identity.roles())))
                .put("expires_at", identity.expiresAt().toString());
    }

    /** Tells a page what is meant for nobody else. */
    public static void answer(RoutingContext ctx, JsonObject document) {
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(document.toBuffer());
        Problems.drain(ctx.request());
    }
}
