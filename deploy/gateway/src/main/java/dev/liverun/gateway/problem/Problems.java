package dev.liverun.gateway.problem;

import dev.liverun.gateway.observe.Correlation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Writes problems as {@code application/problem+json}. */
public final class Problems {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** A client that is still sending gets its answer; what it sends up to here is thrown away, then it is cut off. */
    private static final long PATIENCE_BYTES = 16L * 1024 * 1024;

    private Problems() {}

    /** Ends the exchange with this problem. Does nothing if an answer is on its way already. */
    public static void answer(RoutingContext ctx, Problem problem) {
        var response = ctx.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            // Too late for a document: a broken answer must look broken.
            breakOff(ctx.request(), 0L);
            return;
        }
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        problem.headers().forEach(response::putHeader);
        var body = document(ctx, problem);
        if (ctx.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(body);
        }
        drain(ctx.request());
    }

    /** Ends an answer that has begun in a way that cannot be taken for its end. */
    public static boolean breakOff(HttpServerRequest request, long code) {
        if (request.version() == HttpVersion.HTTP_2) {
            return request.response().reset(code);
        }
        request.connection().close();
        return true;
    }

    /** The document alone. */
    public static Buffer document(RoutingContext ctx, Problem problem) {
        var json = new JsonObject()
                .put("type", problem.type())
                .put("title", problem.title())
                .put("status", problem.status())
                .put("detail", problem.detail())
                .put("instance", ctx.request().path())
                .put(Correlation.KEY, Correlation.of(ctx));
        problem.members().forEach(json::put);
        return json.toBuffer();
    }

    /**
     * Reads and forgets what the client still sends: one that writes its whole body before it reads the answer would
     * otherwise see a reset connection instead of it.
     */
    public static void drain(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        var seen = new long[1];
        request.handler(buffer -> {
            seen[0] += buffer.length();
            if (seen[0] > PATIENCE_BYTES) {
                request.connection().close();
            }
        });
        request.resume();
    }
}
