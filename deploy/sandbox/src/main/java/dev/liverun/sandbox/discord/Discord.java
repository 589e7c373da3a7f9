package dev.liverun.sandbox.discord;

import static dev.liverun.sandbox.discord.DiscordErrors.error;
import static dev.liverun.sandbox.discord.DiscordErrors.unauthorized;

import dev.liverun.sandbox.http.Credentials;
import dev.liverun.sandbox.http.ErrorStyle;
import dev.liverun.sandbox.http.Gate;
import dev.liverun.sandbox.http.Integration;
import dev.liverun.sandbox.http.Refusal;
import dev.liverun.sandbox.http.Reply;
import dev.liverun.sandbox.http.Routes;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Discord's OAuth2 and current-user endpoints, as in <a
 * href="https://discord.com/developers/docs/topics/oauth2">its public API v10</a>.
 */
public final class Discord implements Integration {
    static final String CLIENT_ID = "SANDBOX_DISCORD_CLIENT_ID";
    static final String CLIENT_SECRET = "SANDBOX_DISCORD_CLIENT_SECRET";
    private static final String BUCKET = "discord.bucket";

    private final Credentials credentials;
    private final Grants grants;
    private final OAuth oauth;
    private final Buckets buckets;
    private final boolean limited;

    /**
     * @param tokenSeconds lifetime of access tokens; Discord's is 604800
     * @param limited whether more than 50 requests a second on one route are refused
     */
    public Discord(Credentials credentials, Clock clock, long tokenSeconds, boolean limited) {
        this.credentials = credentials;
        this.grants = new Grants(clock, tokenSeconds);
        this.oauth = new OAuth(credentials, grants, tokenSeconds);
        this.buckets = new Buckets(clock);
        this.limited = limited;
    }

    @Override
    public String name() {
        return "discord";
    }

    @Override
    public List<String> missing() {
        return credentials.missing(CLIENT_ID, CLIENT_SECRET);
    }

    @Override
    public void register(Routes routes) {
        routes.before(this::limit);
        for (String api : List.of("/api/v10", "/api")) {
            routes.answer(HttpMethod.GET, api + "/gateway", ctx -> gateway());
            routes.answer(HttpMethod.POST, api + "/oauth2/token", oauth::token);
            routes.answer(HttpMethod.POST, api + "/oauth2/token/revoke", oauth::revoke);
            routes.answer(HttpMethod.GET, api + "/oauth2/authorize", oauth::authorize);
            routes.answer(HttpMethod.GET, api + "/oauth2/@me", this::authorization);
            routes.answer(HttpMethod.GET, api + "/users/@me", this::currentUser);
        }
        routes.answer(HttpMethod.GET, "/oauth2/authorize", oauth::authorize);
    }

    private void limit(RoutingContext ctx) {
        if (!Gate.path(ctx).startsWith("/api/")) {
            return;
        }
        String caller = ctx.request().getHeader("Authorization");
        var bucket = buckets.enter(
                ctx.request().method() + " " + Gate.path(ctx),
                caller == null ? ctx.request().remoteAddress().hostAddress() : caller);
        ctx.put(BUCKET, bucket);
        if (limited && bucket.exceeded()) {
            throw new Refusal(DiscordErrors.limited(429, buckets.secondsUntilReset(bucket), "user"));
        }
    }

    @Override
    public Reply decorate(RoutingContext ctx, Reply reply) {
        Buckets.Bucket bucket = ctx.get(BUCKET);
        return bucket == null ? reply : buckets.headers(reply, bucket);
    }

    @Override
    public boolean presentsToken(RoutingContext ctx) {
        return accessToken(ctx) != null;
    }

    @Override
    public ErrorStyle errors() {
        return new DiscordErrors(ctx -> grants.expire(accessToken(ctx)));
    }

    private static @Nullable String accessToken(RoutingContext ctx) {
        return Credentials.authorization(ctx.request().getHeader("Authorization"), "Bearer");
    }

    private Grants.Grant authorized(RoutingContext ctx) {
        Grants.Grant grant = grants.find(accessToken(ctx));
        if (grant == null) {
            throw new Refusal(unauthorized());
        }
        return grant;
    }

    private static Reply gateway() {
        return Reply.json(200, new JsonObject().put("url", "wss://gateway.discord.gg"));
    }

    private Reply currentUser(RoutingContext ctx) {
        Grants.Grant grant = authorized(ctx);
        if (!grant.scopes().contains("identify")) {
            return error(403, 50001, "Missing Access");
        }
        JsonObject user = user().put("flags", 0)
                .put("banner", null)
                .put("accent_color", null)
                .put("locale", "en-US")
                .put("mfa_enabled", true)
                .put("premium_type", 0);
        if (grant.scopes().contains("email")) {
            user.put("email", "ada@example.com").put("verified", true);
        }
        return Reply.json(200, user);
    }

    private Reply authorization(RoutingContext ctx) {
        Grants.Grant grant = authorized(ctx);
        var application = new JsonObject()
                .put("id", credentials.find(CLIENT_ID))
                .put("name", "Liverun sandbox")
                .put("icon", null)
                .put("description", "")
                .put("hook", true)
                .put("bot_public", false)
                .put("bot_require_code_grant", false)
                .put("verify_key", "0".repeat(64));
        var info = new JsonObject()
                .put("application", application)
                .put("scopes", new JsonArray(grant.scopes()))
                .put(
                        "expires",
                        grant.expires().atOffset(ZoneOffset.UTC).toString().replace("Z", "+00:00"));
        if (grant.scopes().contains("identify")) {
            info.put("user", user());
        }
        return Reply.json(200, info);
    }

    /** The same person that Yunite's stand-in knows as linked. */
    private static JsonObject user() {
        return new JsonObject()
                .put("id", "200000000000000001")
                .put("username", "ada")
                .put("avatar", null)
                .put("discriminator", "0")
                .put("global_name", "Ada")
                .put("public_flags", 0);
    }
}
