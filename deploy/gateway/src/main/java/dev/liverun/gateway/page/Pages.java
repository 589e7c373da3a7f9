package dev.liverun.gateway.page;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** The addresses of the pages; the files themselves are in {@code META-INF/resources}. */
@Singleton
public class Pages {

    /** {@code GET /sign-in}. */
    public void signIn(RoutingContext ctx) {
        ctx.reroute("/pages/sign-in.html");
    }

    /** {@code GET /docs}. */
    public void docs(RoutingContext ctx) {
        ctx.reroute("/pages/docs.html");
    }

    /**
     * Files are asked for again each time, which costs a 304: after an update nobody should see a page of one version
     * with the script of another. Those of libraries have their version in their address and stay.
     */
    public void caching(RoutingContext ctx) {
        var path = ctx.request().path();
        var library = path.startsWith("/webjars/");
        ctx.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, library ? "public, max-age=31536000, immutable" : "no-cache");
        ctx.next();
    }
}
