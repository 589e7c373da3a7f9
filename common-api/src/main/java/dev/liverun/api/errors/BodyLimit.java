package dev.liverun.api.errors;

import dev.liverun.api.ApiConfig;
import dev.liverun.api.problem.BodyTooLarge;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers a body over the limit with a problem document, before a resource is looked for. (Quarkus itself would answer
 * with an empty 413, and has one limit for uploads and everything else.)
 */
@ApplicationScoped
class BodyLimit {

    /** After the correlation id (1000), before Quarkus looks at the length itself. */
    private static final int EARLY = 900;

    private final ProblemDocuments documents;
    private final long maxJsonBody;
    private final long maxUpload;

    BodyLimit(
            ProblemDocuments documents,
            ApiConfig config,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxUpload) {
        this.documents = documents;
        this.maxJsonBody = config.maxJsonBody().asLongValue();
        this.maxUpload = maxUpload.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, EARLY);
    }

    private void check(RoutingContext request) {
        var length = request.request().getHeader("Content-Length");
        if (length != null) {
            if (isOver(length, limitOf(request.request()))) {
                refuse(request);
            } else {
                request.next();
            }
        } else if (request.request().getHeader("Transfer-Encoding") == null || isUpload(request.request())) {
            // No body; or one that is written to disk as it comes, under Quarkus' own limit.
            request.next();
        } else {
            collect(request);
        }
    }

    /** Only the end of a body without a length tells its size. It would be collected anyway, to be read as JSON. */
    private void collect(RoutingContext request) {
        var body = Buffer.buffer();
        var http = request.request();
        http.handler(part -> {
            if (request.response().ended()) {
                return;
            }
            body.appendBuffer(part);
            if (body.length() > maxJsonBody) {
                refuse(request);
            }
        });
        http.endHandler(end -> {
            if (!request.response().ended()) {
                ((RoutingContextInternal) request).setBody(body);
                request.next();
            }
        });
        http.resume();
    }

    private void refuse(RoutingContext request) {
        // What is still being sent is not worth reading.
        request.response().putHeader("Connection", "close");
        documents.answer(request, new BodyTooLarge(limitOf(request.request())));
    }

    private static boolean isOver(String length, long limit) {
        try {
            return Long.parseLong(length) > limit;
        } catch (NumberFormatException e) {
            // The HTTP codec refuses what is no number; what is no long is certainly too large.
            return true;
        }
    }

    private long limitOf(HttpServerRequest request) {
        return isUpload(request) ? maxUpload : maxJsonBody;
    }

    private static boolean isUpload(HttpServerRequest request) {
        var type = request.getHeader("Content-Type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }
}
