package dev.liverun.sandbox.rest;

import dev.liverun.sandbox.fault.Outcome;
import dev.liverun.sandbox.http.ErrorStyle;
import dev.liverun.sandbox.http.Reply;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;

/** What both services say alike; how they put it is theirs. */
abstract class RestErrors implements ErrorStyle {

    /**
     * One error.
     *
     * @param code a word for programs
     * @param fields what is wrong by field; may be empty
     */
    abstract Reply error(int status, String code, String message, Map<String, String> fields);

    final Reply error(int status, String code, String message) {
        return error(status, code, message, Map.of());
    }

    @Override
    public final Reply status(RoutingContext ctx, int status) {
        String reason = HttpResponseStatus.valueOf(status).reasonPhrase();
        return error(status, reason.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_"), reason);
    }

    @Override
    public final Reply badRequest(RoutingContext ctx, String reason) {
        return error(400, "bad_request", reason);
    }

    @Override
    public final Reply rateLimited(RoutingContext ctx, Outcome.RateLimited limit) {
        Reply reply = error(limit.status() == null ? 429 : limit.status(), "rate_limited", "Too many requests");
        return limit.retryAfter() == null ? reply : reply.with("Retry-After", String.valueOf(limit.retryAfter()));
    }

    @Override
    public final Reply expiredToken(RoutingContext ctx) {
        return error(401, "token_expired", "The credential has expired");
    }
}
