package dev.liverun.gateway.testing;

import io.smallrye.jwt.build.Jwt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An OpenID provider that holds clients to the protocol: a code is good once, for the client, address and PKCE verifier it
 * was asked with; refresh tokens are good once. It signs everybody in without a question. How it misbehaves is said in the
 * {@code login_hint} of the authorization request, which tests add to the address.
 */
final class StubProvider {

    static final String CLIENT = "liverun-console";
    static final String SECRET = "a-client-secret";
    static final String KEY_ID = "stub-key";

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final Vertx vertx;
    private final Path keys;
    private final boolean endsSessions;
    private final Map<String, JsonObject> codes = new ConcurrentHashMap<>();
    private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();
    private String issuer = "";

    StubProvider(Vertx vertx, Path keys, boolean endsSessions) {
        this.vertx = vertx;
        this.keys = keys;
        this.endsSessions = endsSessions;
    }

    Future<String> start() {
        return vertx.createHttpServer()
                .requestHandler(request ->
                        request.body().onSuccess(body -> answer(request, body.toString(StandardCharsets.UTF_8))))
                .listen(0, "127.0.0.1")
                .map(HttpServer::actualPort)
                .map(port -> issuer = "http://127.0.0.1:" + port + "/realms/liverun");
    }

    private void answer(HttpServerRequest request, String body) {
        switch (request.path().replace("/realms/liverun", "")) {
            case "/.well-known/openid-configuration" -> json(request, 200, description());
            case "/keys" -> json(request, 200, keySet());
            case "/authorize" -> authorize(request);
            case "/token" -> token(request, form(body));
            default -> request.response().setStatusCode(404).end();
        }
    }

    private JsonObject description() {
        var description = new JsonObject();
        if (endsSessions) {
            description.put("end_session_endpoint", issuer + "/logout");
        }
        return description
                .put("issuer", issuer)
                .put("authorization_endpoint", issuer + "/authorize")
                .put("token_endpoint", issuer + "/token")
                .put("jwks_uri", issuer + "/keys")
                .put("response_types_supported", new JsonArray().add("code"))
                .put(
                        "grant_types_supported",
                        new JsonArray().add("authorization_code").add("refresh_token"));
    }

    private JsonObject keySet() {
        var key = (RSAPublicKey) Keys.readPublic(keys.resolve("public.pem"));
        return new JsonObject()
                .put(
                        "keys",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("kty", "RSA")
                                        .put("use", "sig")
                                        .put("alg", "RS256")
                                        .put("kid", KEY_ID)
                                        .put("n", unsigned(key.getModulus()))
                                        .put("e", unsigned(key.getPublicExponent()))));
    }

    private void authorize(HttpServerRequest request) {
        var asked = new JsonObject();
        request.params().forEach(parameter -> asked.put(parameter.getKey(), parameter.getValue()));
        var complete = CLIENT.equals(asked.getString("client_id"))
                && "code".equals(asked.getString("response_type"))
                && "S256".equals(asked.getString("code_challenge_method"))
                && asked.getString("scope", "").contains("openid")
                && asked.containsKey("code_challenge")
                && asked.containsKey("nonce")
                && asked.containsKey("state");
        if (!complete) {
            request.response().setStatusCode(400).end("incomplete: " + asked.fieldNames());
            return;
        }
        var code = UUID.randomUUID().toString();
        codes.put(code, asked);
        var outcome = asked.getString("login_hint", "").equals("refuse") ? "error=access_denied" : "code=" + code;
        request.response()
                .setStatusCode(302)
                .putHeader(
                        "Location",
                        asked.getString("redirect_uri") + "?" + outcome + "&state=" + asked.getString("state") + "&iss="
                                + issuer)
                .end();
    }

    private void token(HttpServerRequest request, Map<String, String> form) {
        var basic = Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (!("Basic " + basic).equals(request.getHeader("Authorization"))) {
            json(request, 401, new JsonObject().put("error", "invalid_client"));
            return;
        }
        switch (form.getOrDefault("grant_type", "")) {
            case "authorization_code" -> {
                var asked = codes.remove(form.getOrDefault("code", ""));
                var redeemed = asked != null
                        && asked.getString("redirect_uri").equals(form.get("redirect_uri"))
                        && asked.getString("code_challenge").equals(challenge(form.getOrDefault("code_verifier", "")));
                if (redeemed) {
                    json(request, 200, tokens("olivia", asked.getString("nonce"), asked.getString("login_hint", "")));
                } else {
                    json(request, 400, new JsonObject().put("error", "invalid_grant"));
                }
            }
            case "refresh_token" -> {
                var subject = refreshTokens.remove(form.getOrDefault("refresh_token", ""));
                if (subject == null) {
                    json(request, 400, new JsonObject().put("error", "invalid_grant"));
                } else {
                    json(request, 200, tokens(subject, null, ""));
                }
            }
            default -> json(request, 400, new JsonObject().put("error", "unsupported_grant_type"));
        }
    }

    private JsonObject tokens(String subject, String nonce, String hint) {
        var expires = Instant.now().plusSeconds(300);
        var id = Jwt.issuer(issuer)
                .groups(Set.of("tester"))
                .claim("azp", hint.equals("other-party") ? "another-client" : CLIENT)
                .subject(hint.equals("other-subject") ? "somebody-else" : subject)
                .audience(hint.equals("other-audience") ? "another-client" : CLIENT)
                .expiresAt(hint.equals("expired") ? Instant.now().minusSeconds(600) : expires);
        if (nonce != null) {
            id.claim("nonce", hint.equals("other-nonce") ? "of-another-sign-in" : nonce);
        }
        var signing = Keys.readPrivate(keys.resolve(hint.equals("other-key") ? "foreign.pem" : "private.pem"));
        var access = Jwt.issuer(hint.equals("other-issuer") ? "https://elsewhere" : Keys.ISSUER)
                .subject(subject)
                .upn(subject)
                .groups(Set.of("tester"))
                .expiresAt(expires);
        if (hint.equals("long")) {
            access.claim("padding", "x".repeat(4_000));
        }
        var accessKey = Keys.readPrivate(keys.resolve(hint.equals("foreign-access") ? "foreign.pem" : "private.pem"));
        var refresh = UUID.randomUUID().toString();
        refreshTokens.put(refresh, subject);
        return new JsonObject()
                .put("token_type", "Bearer")
                .put("expires_in", 300)
                .put(
                        "access_token",
                        hint.equals("opaque")
                                ? "opaque"
                                : access.jws().keyId(KEY_ID).sign(accessKey))
                .put("id_token", id.jws().keyId(KEY_ID).sign(signing))
                .put("refresh_token", refresh);
    }

    private static String challenge(String verifier) {
        try {
            return BASE64URL.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        return BASE64URL.encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static Map<String, String> form(String body) {
        var values = new HashMap<String, String>();
        for (var pair : body.split("&")) {
            var parts = pair.split("=", 2);
            values.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return values;
    }

    private static void json(HttpServerRequest request, int status, JsonObject document) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(document.toBuffer());
    }
}
