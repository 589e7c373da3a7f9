package dev.liverun.gateway.proxy;

import dev.liverun.gateway.config.GatewayConfig;
import dev.liverun.gateway.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;

/** How large a request's body may be. */
@Singleton
class BodyLimit {

    private final long max;
    private final long maxUpload;

    BodyLimit(GatewayConfig config) {
        this.max = config.body().max().asLongValue();
        this.maxUpload = config.body().maxUpload().asLongValue();
    }

    long of(String path) {
        return path.endsWith("/attachments") || path.endsWith("/import") ? maxUpload : max;
    }

    /** The problem with a body that says beforehand that it is too large, or that is of no size at all. */
    Optional<Problem> objection(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return Optional.empty();
        }
        var limit = of(request.path());
        try {
            var announced = Long.parseLong(length);
            return announced > limit ? Optional.of(Problem.bodyTooLarge(limit)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.of(Problem.badRequest("Content-Length must be a number."));
        }
    }
}
