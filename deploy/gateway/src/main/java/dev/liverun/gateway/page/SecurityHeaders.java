package dev.liverun.gateway.page;

import dev.liverun.gateway.identity.Origins;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** The headers that tell browsers what an answer may never be used for. They are on every answer. */
@Singleton
public class SecurityHeaders {

    private static final String CSP = "Content-Security-Policy";

    /** Our own pages: their scripts and styles come from files of ours, nothing is inline, nobody frames them. */
    static final String FOR_PAGES = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";

    /**
     * The console: as all pages, and no text can become markup or script in it, but what its own template engine (Lit)
     * makes of its own templates. Its default policy lets nothing pass but the empty text.
     */
    static final String FOR_CONSOLE =
            FOR_PAGES + "; require-trusted-types-for 'script'; trusted-types lit-html default";

    /**
     * Whatever a service hands out (a report, an attachment) when it sets nothing stricter itself: shown as a document
     * without scripts, without network and without an origin. It may bring its own style, as reports do.
     */
    static final String FOR_CONTENT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    /** Browsers show PDF by a viewer of their own, which a sandbox would keep out. */
    static final String FOR_PDF = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String ONE_YEAR = "max-age=31536000";

    private final Origins origins;

    SecurityHeaders(Origins origins) {
        this.origins = origins;
    }

    /** Adds the headers when the answer's own are known. */
    public void handle(RoutingContext ctx) {
        ctx.addHeadersEndHandler(ignored -> add(ctx));
        ctx.next();
    }

    private void add(RoutingContext ctx) {
        var headers = ctx.response().headers();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        // Not no-referrer: that would make browsers hide our own origin from us, too.
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        if (origins.isSecure(ctx.request())) {
            headers.set("Strict-Transport-Security", ONE_YEAR);
        }
        var path = String.valueOf(ctx.request().path());
        if (!path.startsWith("/api/")) {
            headers.set(CSP, Pages.isConsole(path) ? FOR_CONSOLE : FOR_PAGES);
        } else if (!headers.contains(CSP)) {
            var type = headers.get(HttpHeaders.CONTENT_TYPE);
            headers.set(CSP, type != null && type.startsWith("application/pdf") ? FOR_PDF : FOR_CONTENT);
        }
    }
}
