package dev.liverun.gateway.observe;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request its correlation id, and the log one line for it: method, path, status, time. Never the query, never
 * a header: those are where secrets travel.
 */
@Singleton
public class RequestLog {

    private static final Logger LOG = Logger.getLogger("dev.liverun.gateway.requests");

    private static final String UPSTREAM = "gateway.upstream";

    /** Marks to which service the request went, for the log line. */
    public static void passedTo(RoutingContext ctx, String service) {
        ctx.put(UPSTREAM, service);
    }

    /** One line for a WebSocket that is over: with which close code, and how long it was open. */
    public static void webSocketClosed(RoutingContext ctx, @Nullable Short code, long openedNanos) {
        MDC.put(Correlation.KEY, Correlation.of(ctx));
        LOG.infof(
                "WEBSOCKET %s %s %d ms by %s",
                printable(ctx.request().path()),
                code == null ? "-" : code.toString(),
                (System.nanoTime() - openedNanos) / 1_000_000,
                ctx.get(UPSTREAM));
    }

    /** The first handler of every request. */
    public void handle(RoutingContext ctx) {
        var started = System.nanoTime();
        var id = Correlation.acceptOrNew(ctx.request().getHeader(Correlation.HEADER));
        Correlation.set(ctx, id);
        MDC.put(Correlation.KEY, id);
        ctx.response().putHeader(Correlation.HEADER, id);
        if (LOG.isInfoEnabled()) {
            ctx.addEndHandler(end -> log(ctx, id, started));
        }
        ctx.next();
    }

    private static void log(RoutingContext ctx, String id, long started) {
        var millis = (System.nanoTime() - started) / 1_000_000;
        MDC.put(Correlation.KEY, id);
        LOG.infof(
                "%s %s %d%s %d ms%s",
                ctx.request().method().name(),
                printable(ctx.request().path()),
                ctx.response().getStatusCode(),
                ctx.response().ended() ? "" : " (broken off)",
                millis,
                ctx.get(UPSTREAM) == null ? "" : " by " + ctx.get(UPSTREAM));
    }

    /** A path comes from outside: no line break of its making gets into a log, and no novel. */
    private static String printable(String path) {
        var shown = path.length() > 300 ? path.substring(0, 300) + "…" : path;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
