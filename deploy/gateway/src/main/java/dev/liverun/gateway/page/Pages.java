package dev.liverun.gateway.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

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

    private final Buffer missing = file("/META-INF/resources/pages/missing.html");

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
     * Whether somebody typed or followed an address: browsers ask for HTML first then, and for nothing in particular when a
     * script, a picture or a program asks. What is below {@code /api} is for programs.
     */
    public static boolean isOpenedByAPerson(RoutingContext ctx) {
        var method = ctx.request().method();
        var path = String.valueOf(ctx.request().path());
        var accepted = ctx.parsedHeaders().accept();
        return (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
                && !path.equals("/api")
                && !path.startsWith("/api/")
                && !accepted.isEmpty()
                && isHtml(accepted.get(0));
    }

    private static boolean isHtml(MIMEHeader type) {
        return "text".equals(type.component()) && "html".equals(type.subComponent());
    }

    /** 404, with the way back. */
    public void missing(RoutingContext ctx) {
        ctx.response()
                .setStatusCode(404)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (ctx.request().method().equals(HttpMethod.HEAD)) {
            ctx.response().end();
        } else {
            ctx.response().end(missing);
        }
    }

    private static Buffer file(String name) {
        try (var file = Objects.requireNonNull(Pages.class.getResourceAsStream(name), name)) {
            return Buffer.buffer(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
