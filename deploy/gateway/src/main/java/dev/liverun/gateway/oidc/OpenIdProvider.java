package dev.liverun.gateway.oidc;

import dev.liverun.gateway.config.GatewayConfig;
import dev.liverun.gateway.config.GatewayConfig.Oidc;
import dev.liverun.gateway.config.GatewayConfig.Oidc.Token;
import dev.liverun.gateway.oidc.OidcException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The provider at which people sign in. Its description and keys are read when somebody signs in for the first time, and
 * again after a sign-in that failed: the gateway starts and serves without it.
 */
@Singleton
class OpenIdProvider {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int PATIENCE_SECONDS = 10;
    private static final long SKEW_SECONDS = 30;
    private static final List<String> USUAL_SCOPES = List.of("openid", "profile", "email");

    private final Vertx vertx;
    private final Clock clock;
    private final Optional<Oidc> config;
    private @Nullable Future<Known> known;

    OpenIdProvider(Vertx vertx, Clock clock, GatewayConfig config) {
        this.vertx = vertx;
        this.clock = clock;
        this.config = config.oidc();
    }

    /**
     * The library takes tokens apart as soon as it knows the provider's keys, and fails at access tokens that are opaque or
     * meant for somebody else. So one half exchanges and has no keys, and the other verifies.
     */
    private record Known(OAuth2Auth exchange, OAuth2Auth keys) {}

    Optional<Oidc> config() {
        return config;
    }

    /** Where the browser goes to sign in. */
    Future<String> address(Pending pending, String returnTo) {
        return provider().map(provider -> provider.exchange()
                .authorizeURL(new OAuth2AuthorizationURL()
                        .setRedirectUri(returnTo)
                        .setScopes(required().scopes().orElse(USUAL_SCOPES))
                        .setState(pending.state())
                        .putAdditionalParameter("nonce", pending.nonce())
                        .putAdditionalParameter("code_challenge", pending.challenge())
                        .putAdditionalParameter("code_challenge_method", "S256")));
    }

    /** What the code is worth. Fails unless the ID token was made by the provider, for us, for this sign-in. */
    Future<Tokens> redeem(String code, Pending pending, String returnTo) {
        return asking(exchange -> exchange.authenticate(new Oauth2Credentials()
                        .setFlow(OAuth2FlowType.AUTH_CODE)
                        .setCode(code)
                        .setCodeVerifier(pending.verifier())
                        .setRedirectUri(returnTo)))
                .compose(user -> claims(user).map(claims -> {
                    if (!pending.hasNonce(claims.getString("nonce"))) {
                        throw new OidcException(Reason.REFUSED, "the ID token is of another sign-in");
                    }
                    return tokens(user, Optional.of(claims.getString("sub")));
                }));
    }

    /** New tokens for a refresh token, which the provider may have taken back meanwhile. */
    Future<Tokens> refresh(String refreshToken) {
        return asking(exchange -> exchange.refresh(User.create(new JsonObject().put("refresh_token", refreshToken))))
                .compose(user -> user.principal().containsKey("id_token")
                        ? claims(user).map(claims -> tokens(user, Optional.of(claims.getString("sub"))))
                        : Future.succeededFuture(tokens(user, Optional.empty())));
    }

    /**
     * Where the browser goes so that the provider ends its session, too (OpenID Connect RP-Initiated Logout, section 2);
     * empty when the provider has no such page.
     *
     * @param idToken of the sign-in that ends, if the browser kept it: then the provider need not ask
     */
    Future<Optional<String>> endOfSession(Optional<String> idToken, String returnTo) {
        var whose = new JsonObject();
        idToken.ifPresent(token -> whose.put("id_token", token));
        return provider()
                .map(provider -> Optional.ofNullable(provider.exchange()
                        .endSessionURL(
                                User.create(whose),
                                new JsonObject()
                                        .put("client_id", required().clientId())
                                        .put("post_logout_redirect_uri", returnTo))));
    }

    /** The next sign-in reads the provider's description and keys again. */
    synchronized void forget() {
        known = null;
    }

    private synchronized Future<Known> provider() {
        var present = known;
        if (present != null && !present.failed()) {
            return present;
        }
        var options = options();
        // Discovery fills in the addresses.
        var found = OpenIDConnectAuth.discover(vertx, options)
                .map(keys -> new Known(OAuth2Auth.create(vertx, options), keys))
                .recover(failure -> Future.failedFuture(
                        new OidcException(Reason.UNREACHABLE, "its description: " + failure.getMessage())));
        known = found;
        return found;
    }

    private OAuth2Options options() {
        var oidc = required();
        var options = new OAuth2Options()
                .setFlow(OAuth2FlowType.AUTH_CODE)
                .setSite(oidc.issuer().toString().replaceFirst("/$", ""))
                .setClientId(oidc.clientId())
                .setValidateIssuer(true)
                .setHttpClientOptions(new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setIdleTimeout(PATIENCE_SECONDS));
        oidc.clientSecret().ifPresent(options::setClientSecret);
        return options;
    }

    private interface Question {
        Future<User> ask(OAuth2Auth exchange);
    }

    private Future<User> asking(Question question) {
        return provider().compose(provider -> question.ask(provider.exchange()).recover(failure -> {
            forget();
            // What the provider says may repeat what it was sent.
            return Future.failedFuture(new OidcException(Reason.REFUSED, "the provider gave no tokens"));
        }));
    }

    /** The ID token's claims, when its signature, issuer, audience, authorised party and time are right. */
    private Future<JsonObject> claims(User user) {
        var token = user.principal().getString("id_token");
        if (token == null) {
            return Future.failedFuture(new OidcException(Reason.REFUSED, "there is no ID token"));
        }
        return provider()
                .compose(provider -> provider.keys().authenticate(new TokenCredentials(token)))
                .recover(failure -> {
                    forget();
                    return Future.failedFuture(new OidcException(
                            Reason.REFUSED, "the ID token is not one that the provider's keys prove"));
                })
                // By that name the library keeps the claims of any token that it has verified itself.
                .map(verified -> checked(verified.attributes().getJsonObject("accessToken")));
    }

    private JsonObject checked(@Nullable JsonObject claims) {
        if (claims == null) {
            throw new OidcException(Reason.REFUSED, "the ID token is not one that the provider's keys prove");
        }
        var expires = claims.getLong("exp");
        if (expires == null || expires + SKEW_SECONDS < clock.instant().getEpochSecond()) {
            throw new OidcException(Reason.REFUSED, "the ID token has expired");
        }
        var client = required().clientId();
        if (!audience(claims).contains(client)
                || !client.equals(claims.getString("azp", client))
                || claims.getString("sub") == null) {
            throw new OidcException(Reason.REFUSED, "the ID token is not for this client");
        }
        return claims;
    }

    private static List<?> audience(JsonObject claims) {
        return claims.getValue("aud") instanceof JsonArray many
                ? many.getList()
                : List.of(String.valueOf(claims.getValue("aud")));
    }

    private Tokens tokens(User user, Optional<String> subject) {
        var bearer = user.principal()
                .getString(
                        switch (required().token().orElse(Token.ACCESS)) {
                            case ACCESS -> "access_token";
                            case ID -> "id_token";
                        });
        if (bearer == null) {
            throw new OidcException(Reason.REFUSED, "the provider gave no token of the kind that is wanted");
        }
        return new Tokens(
                bearer,
                Optional.ofNullable(user.principal().getString("id_token")),
                subject,
                Optional.ofNullable(user.principal().getString("refresh_token")));
    }

    private Oidc required() {
        return config.orElseThrow(() -> new IllegalStateException("no OpenID provider is configured"));
    }
}
