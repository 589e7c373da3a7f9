package dev.liverun.gateway.oidc;

import dev.liverun.gateway.config.GatewayConfig.Oidc;
import dev.liverun.gateway.identity.Identity;
import dev.liverun.gateway.identity.Origins;
import dev.liverun.gateway.identity.SignIn;
import dev.liverun.gateway.identity.TokenVerifier;
import dev.liverun.gateway.oidc.OidcException.Reason;
import dev.liverun.gateway.problem.Problem;
import dev.liverun.gateway.problem.Problems;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * The authorization code flow (OpenID Connect Core, section 3.1) with PKCE: to the provider and back, and the provider's
 * token becomes the same cookie as a token of a link does. Nothing of it is kept here.
 *
 * <pre>
 *   /sign-in  →  /sign-in/oidc  →  provider  →  /sign-in/oidc/callback  →  /sign-in#signed-in  →  where one wanted to go
 * </pre>
 */
@Singleton
public class OidcSignIn {

    private static final Logger LOG = Logger.getLogger(OidcSignIn.class);
    private static final String CALLBACK = OidcCookies.PATH + "/oidc/callback";
    private static final int LONGEST_CODE = 4_096;
    private static final String UNNAMED = "your organisation";

    private final OpenIdProvider provider;
    private final OidcCookies cookies;
    private final SignIn signIn;
    private final TokenVerifier verifier;
    private final Origins origins;

    OidcSignIn(OpenIdProvider provider, OidcCookies cookies, SignIn signIn, TokenVerifier verifier, Origins origins) {
        this.provider = provider;
        this.cookies = cookies;
        this.signIn = signIn;
        this.verifier = verifier;
        this.origins = origins;
    }

    /** {@code GET /sign-in/ways}: what the sign-in page may offer beside tokens. */
    public void ways(RoutingContext ctx) {
        var document = new JsonObject();
        provider.config()
                .ifPresent(oidc -> document.put(
                        "oidc",
                        new JsonObject()
                                .put("name", oidc.name().orElse(UNNAMED))
                                .put("address", OidcCookies.PATH + "/oidc")));
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(document.toBuffer());
    }

    /** {@code GET /sign-in/oidc}: off to the provider. */
    public void begin(RoutingContext ctx) {
        if (isOff(ctx)) {
            return;
        }
        var pending = Pending.fresh();
        provider.address(pending, returnTo(ctx.request())).onComplete(address -> {
            if (address.failed()) {
                fail(ctx, address.cause());
            } else {
                ctx.response().addCookie(cookies.keeping(pending, ctx.request()));
                redirect(ctx, address.result());
            }
        });
    }

    /** {@code GET /sign-in/oidc/callback}: back from it, with a code or with a reason. */
    public void callback(RoutingContext ctx) {
        if (isOff(ctx)) {
            return;
        }
        var request = ctx.request();
        var pending = cookies.pending(request)
                .filter(one -> one.hasState(request.getParam("state")))
                .orElse(null);
        ctx.response().addCookie(cookies.pendingCleared(request));
        if (pending == null) {
            fail(ctx, new OidcException(Reason.EXPIRED, "no sign-in of this browser is under way"));
            return;
        }
        var code = request.getParam("code");
        if (code == null || code.length() > LONGEST_CODE || !isFromProvider(request)) {
            fail(ctx, new OidcException(Reason.REFUSED, "the provider sent no code"));
            return;
        }
        provider.redeem(code, pending, returnTo(request))
                .compose(tokens -> keep(ctx, tokens))
                .onComplete(kept -> {
                    if (kept.failed()) {
                        fail(ctx, kept.cause());
                    } else {
                        redirect(ctx, OidcCookies.PATH + "#signed-in");
                    }
                });
    }

    /** {@code POST /sign-in/refresh}: a new token before the old one runs out; 401 when a person has to sign in again. */
    public void refresh(RoutingContext ctx) {
        var refresh = cookies.refresh(ctx.request());
        if (provider.config().isEmpty() || refresh.isEmpty()) {
            Problems.answer(ctx, Problem.unauthenticated("Nobody is signed in, or not in a way that can be renewed."));
            return;
        }
        provider.refresh(refresh.get()).compose(tokens -> keep(ctx, tokens)).onComplete(kept -> {
            if (kept.succeeded()) {
                signIn.answer(ctx, kept.result());
                return;
            }
            LOG.infof("a sign-in could not be renewed: %s", kept.cause().getMessage());
            if (kept.cause() instanceof OidcException known && known.reason() == Reason.UNREACHABLE) {
                Problems.answer(ctx, Problem.noProvider());
            } else {
                ctx.response().addCookie(cookies.refreshCleared(ctx.request()));
                Problems.answer(ctx, Problem.unauthenticated("The sign-in has run out. Sign in again."));
            }
        });
    }

    private Future<Identity> keep(RoutingContext ctx, Tokens tokens) {
        if (!SignIn.fits(tokens.bearer())) {
            return Future.failedFuture(new OidcException(Reason.TOO_LONG, "the token is longer than browsers keep"));
        }
        return verifier.verify(tokens.bearer()).compose(found -> {
            var identity = found.filter(
                    one -> tokens.subject().map(one.subject()::equals).orElse(true));
            if (identity.isEmpty()) {
                return Future.failedFuture(new OidcException(
                        Reason.NOT_ACCEPTED,
                        "the provider's token does not prove who it is: liverun.auth.public-key, .issuer, .audience?"));
            }
            signIn.keep(ctx, tokens.bearer(), identity.get());
            tokens.id().ifPresent(token -> ctx.response().addCookie(cookies.keepingIdToken(token, ctx.request())));
            tokens.refresh()
                    .filter(token -> token.length() <= OidcCookies.LONGEST)
                    .ifPresent(token -> ctx.response().addCookie(cookies.keepingRefresh(token, ctx.request())));
            return Future.succeededFuture(identity.get());
        });
    }

    /** A provider that says who it is must be the one that was asked (RFC 9207). */
    private boolean isFromProvider(HttpServerRequest request) {
        var issuer = request.getParam("iss");
        return issuer == null
                || provider.config().map(Oidc::issuer).stream()
                        .anyMatch(asked -> withoutSlash(asked.toString()).equals(withoutSlash(issuer)));
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    private boolean isOff(RoutingContext ctx) {
        if (provider.config().isPresent()) {
            return false;
        }
        Problems.answer(ctx, Problem.notFound());
        return true;
    }

    private String returnTo(HttpServerRequest request) {
        return origins.own(request) + CALLBACK;
    }

    private static void fail(RoutingContext ctx, Throwable cause) {
        var reason = cause instanceof OidcException known ? known.reason() : Reason.UNREACHABLE;
        LOG.warnf("nobody could be signed in (%s): %s", reason.slug(), cause.getMessage());
        redirect(ctx, OidcCookies.PATH + "#" + reason.slug());
    }

    static void redirect(RoutingContext ctx, String to) {
        ctx.response()
                .setStatusCode(303)
                .putHeader(HttpHeaders.LOCATION, to)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end();
    }
}
