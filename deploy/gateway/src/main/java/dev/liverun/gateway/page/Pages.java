package dev.liverun.gateway.page;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The addresses of the pages; the files themselves are in {@code META-INF/resources}, those of the console in the module of
 * that name.
 */
@Singleton
public class Pages {

    /** The rooms of the console. Each opened thing has an address below one of them, which its script reads. */
    public static final List<String> ROOMS =
            List.of("sessions", "feedback", "integrations", "workflows", "reports", "operations");

    private static final String CONSOLE = "/pages/console.html";

    /** Their names carry a hash of what is in them. */
    private static final List<String> NEVER_CHANGING = List.of("/webjars/", "/console/chunks/");

    /** Whether {@code path} is answered with the console. */
    static boolean isConsole(String path) {
        return path.equals("/")
                || path.equals(CONSOLE)
                || ROOMS.stream().anyMatch(room -> path.equals("/" + room) || path.startsWith("/" + room + "/"));
    }

    /** {@code GET} of any address in the console: the one page that it is. */
    public void console(RoutingContext ctx) {
        ctx.reroute(CONSOLE);
    }

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
     * with the script of another. Those that have a version or a hash in their address stay.
     */
    public void caching(RoutingContext ctx) {
        var path = ctx.request().path();
        var stays = NEVER_CHANGING.stream().anyMatch(path::startsWith);
        ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, stays ? "public, max-age=31536000, immutable" : "no-cache");
        ctx.next();
    }
}
