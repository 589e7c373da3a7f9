package dev.liverun.gateway.oidc;

import dev.liverun.gateway.identity.Origins;
import dev.liverun.gateway.identity.SignIn;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Whoever signed in at the provider signs out there, too (OpenID Connect RP-Initiated Logout): otherwise the next person at
 * the same browser would be let in without a question.
 *
 * <pre>
 *   POST /sign-out  →  provider  →  /sign-in/oidc/signed-out  →  /sign-in#signed-out-everywhere
 * </pre>
 */
@Singleton
public class OidcSignOut {

    private static final Logger LOG = Logger.getLogger(OidcSignOut.class);
    private static final String RETURN = OidcCookies.PATH + "/oidc/signed-out";
    private static final String EVERYWHERE = OidcCookies.PATH + "#signed-out-everywhere";
    private static final String HERE_ALONE = OidcCookies.PATH + "#signed-out-here";

    private final OpenIdProvider provider;
    private final OidcCookies cookies;
    private final SignIn signIn;
    private final Origins origins;

    OidcSignOut(OpenIdProvider provider, OidcCookies cookies, SignIn signIn, Origins origins) {
        this.provider = provider;
        this.cookies = cookies;
        this.signIn = signIn;
        this.origins = origins;
    }

    /**
     * {@code POST /sign-out}: here at once, whatever the provider does; 200 with where the browser goes on. For whoever
     * came by a link there is no provider to go to.
     */
    public void signOut(RoutingContext ctx) {
        var request = ctx.request();
        if (provider.config().isEmpty()) {
            ctx.next();
            return;
        }
        // What the answer takes back is gone from the request, too.
        var ofProvider = cookies.isOfProvider(request);
        var idToken = cookies.idToken(request);
        forget(ctx);
        if (!ofProvider) {
            ctx.next();
            return;
        }
        signIn.forget(ctx);
        provider.endOfSession(idToken, origins.own(request) + RETURN)
                .otherwise(unreachable -> {
                    LOG.warnf("a sign-out stays local: %s", unreachable.getMessage());
                    return Optional.empty();
                })
                .onSuccess(there -> SignIn.answer(ctx, new JsonObject().put("continue_at", there.orElse(HERE_ALONE))));
    }

    /** Whoever signs in by a link is not renewed or signed out as who was here before. */
    public void forgetWhenSignedIn(RoutingContext ctx) {
        if (provider.config().isPresent()) {
            ctx.addHeadersEndHandler(answered -> {
                if (ctx.response().getStatusCode() == 200) {
                    forget(ctx);
                }
            });
        }
        ctx.next();
    }

    private void forget(RoutingContext ctx) {
        ctx.response()
                .addCookie(cookies.refreshCleared(ctx.request()))
                .addCookie(cookies.idTokenCleared(ctx.request()));
    }

    /** {@code GET /sign-in/oidc/signed-out}: back from the provider, which has ended its session. */
    public void signedOut(RoutingContext ctx) {
        OidcSignIn.redirect(ctx, EVERYWHERE);
    }
}
