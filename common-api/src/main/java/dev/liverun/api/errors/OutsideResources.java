package dev.liverun.api.errors;

import dev.liverun.api.ApiConfig;
import dev.liverun.api.problem.BodyTooLarge;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Problem documents for what is refused before a resource is found: oversized bodies and unknown addresses. */
@ApplicationScoped
class OutsideResources {

    /** After the correlation id (1000), before Quarkus looks at the length itself and answers with an empty 413. */
    private static final int EARLY = 900;
    /** After Quarkus has noted its own limit for bodies without a length: a filter's order is its negated priority. */
    private static final int AFTER_UPLOAD_LIMIT = 1;

    private final ProblemDocuments documents;
    private final long maxJsonBody;
    private final long maxUpload;

    OutsideResources(
            ProblemDocuments documents,
            ApiConfig config,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxUpload) {
        this.documents = documents;
        this.maxJsonBody = config.maxJsonBody().asLongValue();
        this.maxUpload = maxUpload.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::refuseOversized, EARLY);
        filters.register(this::limitWhatHasNoLength, AFTER_UPLOAD_LIMIT);
    }

    void register(@Observes Router router) {
        router.errorHandler(404, request -> documents.answer(request, HttpProblems.of(404, null)));
        router.errorHandler(413, request -> documents.answer(request, new BodyTooLarge(limitOf(request.request()))));
    }

    private void refuseOversized(RoutingContext request) {
        var length = request.request().getHeader("Content-Length");
        long limit = limitOf(request.request());
        if (length != null && isOver(length, limit)) {
            // What is still being sent is not worth reading.
            request.response().putHeader("Connection", "close");
            documents.answer(request, new BodyTooLarge(limit));
        } else {
            request.next();
        }
    }

    private void limitWhatHasNoLength(RoutingContext request) {
        request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, limitOf(request.request()));
        request.next();
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
        var type = request.getHeader("Content-Type");
        var upload = type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
        return upload ? maxUpload : maxJsonBody;
    }
}
