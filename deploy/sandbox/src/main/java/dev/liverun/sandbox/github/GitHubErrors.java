package dev.liverun.sandbox.github;

import dev.liverun.sandbox.fault.Outcome;
import dev.liverun.sandbox.http.ErrorStyle;
import dev.liverun.sandbox.http.Reply;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** GitHub's error bodies. */
final class GitHubErrors implements ErrorStyle {
    private static final String DOCUMENTATION = "https://docs.github.com/rest";
    private final Clock clock;

    GitHubErrors(Clock clock) {
        this.clock = clock;
    }

    static Reply error(int status, String message) {
        return Reply.json(status, body(status, message));
    }

    static Reply notFound() {
        return error(404, "Not Found");
    }

    /** @param message only with the code {@code custom} */
    static Reply invalid(String resource, String field, String code, @Nullable String message) {
        var detail =
                new JsonObject().put("resource", resource).put("field", field).put("code", code);
        if (message != null) {
            detail.put("message", message);
        }
        return Reply.json(422, body(422, "Validation Failed").put("errors", new JsonArray().add(detail)));
    }

    static Reply secondaryLimit(int status, @Nullable Long retryAfter) {
        Reply reply = error(
                status, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.");
        return retryAfter == null ? reply : reply.with("Retry-After", String.valueOf(retryAfter));
    }

    static Reply primaryLimit(int status, long resetEpochSecond) {
        return error(status, "API rate limit exceeded.")
                .with("X-RateLimit-Remaining", "0")
                .with("X-RateLimit-Reset", String.valueOf(resetEpochSecond));
    }

    private static JsonObject body(int status, String message) {
        return new JsonObject()
                .put("message", message)
                .put("documentation_url", DOCUMENTATION)
                .put("status", String.valueOf(status));
    }

    @Override
    public Reply status(RoutingContext ctx, int status) {
        return status == 404
                ? notFound()
                : error(status, HttpResponseStatus.valueOf(status).reasonPhrase());
    }

    @Override
    public Reply badRequest(RoutingContext ctx, String reason) {
        return error(400, reason);
    }

    @Override
    public Reply rateLimited(RoutingContext ctx, Outcome.RateLimited limit) {
        Integer retryAfter = limit.retryAfter();
        if (limit.primary()) {
            long reset = clock.instant().getEpochSecond() + (retryAfter == null ? 3600 : retryAfter);
            return primaryLimit(limit.status() == null ? 403 : limit.status(), reset);
        }
        return secondaryLimit(
                limit.status() == null ? 429 : limit.status(), retryAfter == null ? null : retryAfter.longValue());
    }

    @Override
    public Reply expiredToken(RoutingContext ctx) {
        return error(401, "Bad credentials");
    }
}
