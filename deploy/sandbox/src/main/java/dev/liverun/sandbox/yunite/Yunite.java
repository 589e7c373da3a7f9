package dev.liverun.sandbox.yunite;

import dev.liverun.sandbox.fault.Outcome;
import dev.liverun.sandbox.http.Bodies;
import dev.liverun.sandbox.http.Credentials;
import dev.liverun.sandbox.http.ErrorStyle;
import dev.liverun.sandbox.http.Integration;
import dev.liverun.sandbox.http.Refusal;
import dev.liverun.sandbox.http.Reply;
import dev.liverun.sandbox.http.Routes;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Yunite's account links, as in <a href="https://yunite.xyz/docs/developers/registrationdata">its public API v3</a>.
 * Yunite publishes its status codes but not its error bodies; those here are ours.
 */
public final class Yunite implements Integration {
    /** The guild that our application is authorised for. */
    public static final String GUILD = "900000000000000001";

    /** A guild without Premium: 402. */
    public static final String GUILD_WITHOUT_PREMIUM = "900000000000000002";

    private static final String API_KEY = "SANDBOX_YUNITE_API_KEY";
    private static final int MAX_USER_IDS = 1000;
    private static final Pattern SNOWFLAKE = Pattern.compile("\\d{15,21}");
    private static final Pattern EPIC_ID = Pattern.compile("[0-9a-f]{32}");

    private final Credentials credentials;

    public Yunite(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public String name() {
        return "yunite";
    }

    @Override
    public List<String> missing() {
        return credentials.missing(API_KEY);
    }

    @Override
    public void register(Routes routes) {
        routes.before(this::authenticate);
        routes.answer(HttpMethod.GET, "/api/v3/app", ctx -> app());
        routes.answer(HttpMethod.POST, "/api/v3/guild/:guildId/registration/links", this::links);
    }

    private void authenticate(RoutingContext ctx) {
        if (!credentials.matches(API_KEY, ctx.request().getHeader("Y-Api-Token"))) {
            throw new Refusal(error(401, "The Y-Api-Token header does not hold a valid token"));
        }
    }

    private static Reply app() {
        return Reply.json(
                200,
                new JsonObject()
                        .put("id", "800000000000000001")
                        .put("name", "Liverun sandbox")
                        .put("private", true)
                        .put("guilds", new JsonArray().add(new JsonObject().put("id", GUILD))));
    }

    private Reply links(RoutingContext ctx) {
        String guild = ctx.pathParam("guildId");
        if (!SNOWFLAKE.matcher(guild).matches()) {
            return error(400, "The guild id is not a snowflake");
        }
        if (guild.equals(GUILD_WITHOUT_PREMIUM)) {
            return error(402, "The guild does not have an active Premium subscription");
        }
        if (!guild.equals(GUILD)) {
            return error(403, "The application is not authorized on this guild");
        }
        JsonObject body = Bodies.object(ctx, reason -> error(400, reason));
        boolean byDiscord =
                switch (String.valueOf(body.getValue("type"))) {
                    case "DISCORD" -> true;
                    case "EPIC" -> false;
                    default -> throw new Refusal(error(400, "type must be DISCORD or EPIC"));
                };
        if (!(body.getValue("userIds") instanceof JsonArray ids) || ids.size() > MAX_USER_IDS) {
            return error(400, "userIds must be an array of at most " + MAX_USER_IDS + " texts");
        }
        var users = new JsonArray();
        var notLinked = new JsonArray();
        var notFound = new JsonArray();
        for (Object id : ids) {
            if (!(id instanceof String text)
                    || !(byDiscord ? SNOWFLAKE : EPIC_ID).matcher(text).matches()) {
                return error(400, "userIds holds something that is no " + (byDiscord ? "Discord" : "Epic") + " id");
            }
            var member = Member.all().stream().filter(m -> text.equals(byDiscord ? m.discordId() : m.epicId()));
            member.findFirst()
                    .ifPresentOrElse(
                            m -> {
                                if (m.isLinked()) {
                                    users.add(m.toJson());
                                } else {
                                    notLinked.add(text);
                                }
                            },
                            () -> notFound.add(text));
        }
        return Reply.json(
                200,
                new JsonObject().put("users", users).put("notLinked", notLinked).put("notFound", notFound));
    }

    private static Reply error(int status, String message) {
        return Reply.json(
                status,
                new JsonObject()
                        .put("status", status)
                        .put("error", HttpResponseStatus.valueOf(status).reasonPhrase())
                        .put("message", message));
    }

    @Override
    public ErrorStyle errors() {
        return new ErrorStyle() {
            @Override
            public Reply status(RoutingContext ctx, int status) {
                return error(status, status == 404 ? "Route not found" : "The request could not be served");
            }

            @Override
            public Reply badRequest(RoutingContext ctx, String reason) {
                return error(400, reason);
            }

            @Override
            public Reply rateLimited(RoutingContext ctx, Outcome.RateLimited limit) {
                Reply reply = error(limit.status() == null ? 429 : limit.status(), "You violated our ratelimits");
                return limit.retryAfter() == null
                        ? reply
                        : reply.with("Retry-After", String.valueOf(limit.retryAfter()));
            }

            @Override
            public Reply expiredToken(RoutingContext ctx) {
                return error(401, "The token is not valid any more");
            }
        };
    }
}
