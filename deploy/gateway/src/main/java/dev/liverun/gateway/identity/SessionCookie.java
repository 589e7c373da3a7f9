package dev.liverun.gateway.identity;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The browser's copy of a token: out of reach of scripts, never sent along from foreign sites, over TLS only once there
 * is TLS. Its name carries the port, because cookies do not know ports: two stacks on one machine would sign each other
 * out.
 */
@Singleton
public class SessionCookie {

    /** What browsers store of one cookie, name and attributes included; beyond it they drop it without a word. */
    static final int LONGEST_TOKEN = 3_900;

    private final Origins origins;

    SessionCookie(Origins origins) {
        this.origins = origins;
    }

    /** The token a browser sent along. */
    public @Nullable String tokenOf(HttpServerRequest request) {
        var cookie = request.getCookie(name(request));
        return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
    }

    Cookie holding(String token, Duration age, HttpServerRequest request) {
        return cookie(token, request).setMaxAge(age.toSeconds());
    }

    Cookie cleared(HttpServerRequest request) {
        return cookie("", request).setMaxAge(0);
    }

    private Cookie cookie(String value, HttpServerRequest request) {
        return Cookie.cookie(name(request), value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(origins.isSecure(request));
    }

    private String name(HttpServerRequest request) {
        // The prefix makes browsers hold the rest to it: Secure, path /, and not settable from a sub-domain.
        return (origins.isSecure(request) ? "__Host-" : "") + "liverun-" + origins.port(request);
    }
}
