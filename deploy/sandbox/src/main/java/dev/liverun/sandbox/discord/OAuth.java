package dev.liverun.sandbox.discord;

import static dev.liverun.sandbox.discord.DiscordErrors.oauth;

import dev.liverun.sandbox.http.Bodies;
import dev.liverun.sandbox.http.Credentials;
import dev.liverun.sandbox.http.Refusal;
import dev.liverun.sandbox.http.Reply;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The OAuth2 endpoints: authorize (everybody consents at once), token, revoke. */
final class OAuth {
    private static final Set<String> SCOPES = Set.of(
            "identify",
            "email",
            "connections",
            "guilds",
            "guilds.join",
            "guilds.members.read",
            "applications.commands.update",
            "role_connections.write");

    private final Credentials credentials;
    private final Grants grants;
    private final long tokenSeconds;

    OAuth(Credentials credentials, Grants grants, long tokenSeconds) {
        this.credentials = credentials;
        this.grants = grants;
        this.tokenSeconds = tokenSeconds;
    }

    Reply authorize(RoutingContext ctx) {
        Map<String, List<String>> query = decode(ctx.request().uri(), true);
        if (!credentials.matches(Discord.CLIENT_ID, parameter(query, "client_id"))) {
            return oauth(400, "invalid_request", "Unknown application.");
        }
        if (!"code".equals(parameter(query, "response_type"))) {
            return oauth(400, "unsupported_response_type", "The authorization server supports response_type=code.");
        }
        String redirectUri = parameter(query, "redirect_uri");
        if (redirectUri == null || !isAbsoluteHttp(redirectUri)) {
            return oauth(400, "invalid_request", "Invalid OAuth2 redirect_uri");
        }
        String challenge = parameter(query, "code_challenge");
        if (challenge != null && !"S256".equals(parameter(query, "code_challenge_method"))) {
            return oauth(400, "invalid_request", "Only code_challenge_method=S256 is supported.");
        }
        var parameters = new QueryStringEncoder("");
        parameters.addParam("code", grants.issueCode(redirectUri, scopes(parameter(query, "scope")), challenge));
        String state = parameter(query, "state");
        if (state != null) {
            parameters.addParam("state", state);
        }
        String added = parameters.toString().substring(1);
        return Reply.empty(302)
                .with("Location", redirectUri.contains("?") ? redirectUri + "&" + added : redirectUri + "?" + added);
    }

    Reply token(RoutingContext ctx) {
        Map<String, List<String>> form = form(ctx);
        authenticateClient(ctx, form);
        String grantType = parameter(form, "grant_type");
        if (grantType == null) {
            return oauth(400, "invalid_request", "Missing \"grant_type\" in request.");
        }
        return switch (grantType) {
            case "client_credentials" -> answer(grants.issue(scopes(parameter(form, "scope")), false));
            case "authorization_code" -> exchange(form);
            case "refresh_token" -> refresh(form);
            default -> oauth(400, "unsupported_grant_type", "Grant type None is not supported");
        };
    }

    Reply revoke(RoutingContext ctx) {
        Map<String, List<String>> form = form(ctx);
        authenticateClient(ctx, form);
        String token = parameter(form, "token");
        if (token == null) {
            return oauth(400, "invalid_request", "Missing \"token\" in request.");
        }
        grants.revoke(token);
        return Reply.json(200, new JsonObject());
    }

    private Reply exchange(Map<String, List<String>> form) {
        String presented = parameter(form, "code");
        Grants.Code code = presented == null ? null : grants.redeem(presented);
        if (code == null) {
            return oauth(400, "invalid_grant", "Invalid \"code\" in request.");
        }
        if (!code.redirectUri().equals(parameter(form, "redirect_uri"))) {
            return oauth(400, "invalid_grant", "Invalid \"redirect_uri\" in request.");
        }
        if (code.challenge() != null && !code.challenge().equals(s256(parameter(form, "code_verifier")))) {
            return oauth(400, "invalid_grant", "Invalid \"code_verifier\" in request.");
        }
        return answer(grants.issue(code.scopes(), true));
    }

    private Reply refresh(Map<String, List<String>> form) {
        String presented = parameter(form, "refresh_token");
        Grants.Grant grant = presented == null ? null : grants.refresh(presented);
        return grant == null ? oauth(400, "invalid_grant", "Invalid \"refresh_token\" in request.") : answer(grant);
    }

    private Reply answer(Grants.Grant grant) {
        var body = new JsonObject()
                .put("token_type", "Bearer")
                .put("access_token", grant.accessToken())
                .put("expires_in", tokenSeconds);
        if (grant.refreshToken() != null) {
            body.put("refresh_token", grant.refreshToken());
        }
        body.put("scope", String.join(" ", grant.scopes()));
        return Reply.json(200, body).with("Cache-Control", "no-store");
    }

    private void authenticateClient(RoutingContext ctx, Map<String, List<String>> form) {
        String id = parameter(form, "client_id");
        String secret = parameter(form, "client_secret");
        String basic = Credentials.authorization(ctx.request().getHeader("Authorization"), "Basic");
        if (basic != null) {
            String[] pair = decodeBasic(basic).split(":", 2);
            id = pair[0];
            secret = pair.length == 2 ? pair[1] : null;
        }
        // Both are compared in any case, so that the time taken does not tell which one was wrong.
        boolean knownId = credentials.matches(Discord.CLIENT_ID, id);
        boolean knownSecret = credentials.matches(Discord.CLIENT_SECRET, secret);
        if (!knownId || !knownSecret) {
            throw new Refusal(oauth(401, "invalid_client", "Client authentication failed."));
        }
    }

    private static String decodeBasic(String basic) {
        try {
            return new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(oauth(401, "invalid_client", "Client authentication failed."));
        }
    }

    private static Map<String, List<String>> form(RoutingContext ctx) {
        String type = ctx.request().getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            throw new Refusal(
                    oauth(400, "invalid_request", "Only application/x-www-form-urlencoded bodies are accepted."));
        }
        return decode(Bodies.raw(ctx).toString(), false);
    }

    private static Map<String, List<String>> decode(String encoded, boolean hasPath) {
        try {
            return new QueryStringDecoder(encoded, StandardCharsets.UTF_8, hasPath).parameters();
        } catch (IllegalArgumentException e) {
            throw new Refusal(oauth(400, "invalid_request", "The parameters are malformed."));
        }
    }

    private static List<String> scopes(@Nullable String parameter) {
        List<String> scopes = parameter == null || parameter.isBlank()
                ? List.of("identify")
                : List.of(parameter.strip().split("\\s+"));
        if (!SCOPES.containsAll(scopes)) {
            throw new Refusal(oauth(400, "invalid_scope", "The requested scope is invalid, unknown, or malformed."));
        }
        return scopes;
    }

    private static boolean isAbsoluteHttp(String uri) {
        try {
            var parsed = new URI(uri);
            return parsed.getHost() != null
                    && parsed.getFragment() == null
                    && ("http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String s256(@Nullable String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((verifier == null ? "" : verifier).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable String parameter(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }
}
