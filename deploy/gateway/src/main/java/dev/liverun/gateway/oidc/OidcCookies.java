package dev.liverun.gateway.oidc;

import dev.liverun.gateway.identity.Origins;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * What a browser keeps of a sign-in beside the session's cookie: each goes along only to the addresses that need it. The one
 * of a sign-in under way is Lax: the provider sends the browser back from another site.
 */
@Singleton
class OidcCookies {

    static final String PATH = "/sign-in";
    static final String SIGN_OUT = "/sign-out";
    static final int LONGEST = 3_900;

    /** Somebody signed in at the provider, whose ID token is longer than browsers keep. */
    private static final String NO_ID_TOKEN = "none";

    private static final Duration TO_SIGN_IN = Duration.ofMinutes(10);
    /** As long as anything may be stored; the provider decides how long the token is good for. */
    private static final Duration TO_REFRESH = Duration.ofDays(30);

    private final Origins origins;

    OidcCookies(Origins origins) {
        this.origins = origins;
    }

    Cookie keeping(Pending pending, HttpServerRequest request) {
        return cookie("oidc", pending.value(), request)
                .setSameSite(CookieSameSite.LAX)
                .setMaxAge(TO_SIGN_IN.toSeconds());
    }

    Optional<Pending> pending(HttpServerRequest request) {
        var cookie = request.getCookie(name("oidc", request));
        return Pending.of(cookie == null ? null : cookie.getValue());
    }

    Cookie pendingCleared(HttpServerRequest request) {
        return cookie("oidc", "", request).setSameSite(CookieSameSite.LAX).setMaxAge(0);
    }

    Cookie keepingRefresh(String token, HttpServerRequest request) {
        return cookie("refresh", token, request).setMaxAge(TO_REFRESH.toSeconds());
    }

    Optional<String> refresh(HttpServerRequest request) {
        return value("refresh", request);
    }

    Cookie refreshCleared(HttpServerRequest request) {
        return cookie("refresh", "", request).setMaxAge(0);
    }

    Cookie keepingIdToken(String token, HttpServerRequest request) {
        return idToken(token.length() <= LONGEST ? token : NO_ID_TOKEN, request).setMaxAge(TO_REFRESH.toSeconds());
    }

    /** Whether this browser signed in at the provider. */
    boolean isOfProvider(HttpServerRequest request) {
        return value("id", request).isPresent();
    }

    Optional<String> idToken(HttpServerRequest request) {
        return value("id", request).filter(token -> !token.equals(NO_ID_TOKEN));
    }

    Cookie idTokenCleared(HttpServerRequest request) {
        return idToken("", request).setMaxAge(0);
    }

    private Cookie idToken(String value, HttpServerRequest request) {
        return cookie("id", value, request).setPath(SIGN_OUT);
    }

    private Optional<String> value(String what, HttpServerRequest request) {
        var cookie = request.getCookie(name(what, request));
        return cookie == null || cookie.getValue().isEmpty() ? Optional.empty() : Optional.of(cookie.getValue());
    }

    private Cookie cookie(String what, String value, HttpServerRequest request) {
        return Cookie.cookie(name(what, request), value)
                .setPath(PATH)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(origins.isSecure(request));
    }

    private String name(String what, HttpServerRequest request) {
        return (origins.isSecure(request) ? "__Secure-" : "") + "liverun-" + origins.port(request) + "-" + what;
    }
}
