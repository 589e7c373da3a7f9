package dev.liverun.sandbox.discord;

import dev.liverun.sandbox.fault.Outcome;
import dev.liverun.sandbox.http.ErrorStyle;
import dev.liverun.sandbox.http.Reply;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** Discord's error bodies: {@code {"message", "code"}}, and RFC 6749's for OAuth2. */
final class DiscordErrors implements ErrorStyle {
    private final Consumer<RoutingContext> forgetToken;

    /** @param forgetToken makes the presented token invalid from now on */
    DiscordErrors(Consumer<RoutingContext> forgetToken) {
        this.forgetToken = forgetToken;
    }

    /** Discord's general error; code 0 where there is no special one. */
    static Reply error(int status, int code, String message) {
        return Reply.json(status, new JsonObject().put("message", message).put("code", code));
    }

    static Reply unauthorized() {
        return error(401, 0, "401: Unauthorized");
    }

    static Reply oauth(int status, String error, String description) {
        return Reply.json(status, new JsonObject().put("error", error).put("error_description", description));
    }

    static Reply limited(int status, double retryAfter, String scope) {
        var body = new JsonObject()
                .put("message", "You are being rate limited.")
                .put("retry_after", retryAfter)
                .put("global", false);
        return Reply.json(status, body)
                .with("Retry-After", String.valueOf((long) Math.ceil(retryAfter)))
                .with("X-RateLimit-Scope", scope);
    }

    @Override
    public Reply status(RoutingContext ctx, int status) {
        return error(
                status, 0, status + ": " + HttpResponseStatus.valueOf(status).reasonPhrase());
    }

    @Override
    public Reply badRequest(RoutingContext ctx, String reason) {
        return error(400, 50035, "Invalid Form Body: " + reason);
    }

    @Override
    public Reply rateLimited(RoutingContext ctx, Outcome.RateLimited limit) {
        int status = limit.status() == null ? 429 : limit.status();
        Integer retryAfter = limit.retryAfter();
        if (retryAfter == null) {
            return error(status, 0, "You are being rate limited.");
        }
        return limited(status, retryAfter, "user");
    }

    @Override
    public Reply expiredToken(RoutingContext ctx) {
        forgetToken.accept(ctx);
        return unauthorized();
    }
}
