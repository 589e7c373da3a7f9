package dev.liverun.local.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.liverun.local.identity.LocalIdentity;
import dev.liverun.local.stack.DataDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * An identity provider with a page on which people say who they are, on another site than the gateway; it knows them again
 * until they sign out. It signs with the stack's own key, and its access tokens are the stack's; how strictly the protocol is
 * kept is what the gateway's tests look at.
 */
final class Provider implements AutoCloseable {

    static final Duration TOKENS_LIVE = Duration.ofSeconds(8);

    private static final String CLIENT = "liverun";
    private static final String SESSION = "provider=";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final LocalIdentity identity;
    private final RsaJsonWebKey key;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

    Provider(DataDirectory data) throws IOException, GeneralSecurityException {
        identity = LocalIdentity.of(data);
        var keys = KeyFactory.getInstance("RSA");
        key = new RsaJsonWebKey((RSAPublicKey)
                keys.generatePublic(new X509EncodedKeySpec(content(data.keys().resolve("public.pem")))));
        key.setPrivateKey(
                keys.generatePrivate(new PKCS8EncodedKeySpec(content(data.keys().resolve("private.pem")))));
        key.setKeyId("provider");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private static byte[] content(Path pem) throws IOException {
        return Base64.getDecoder().decode(Files.readString(pem).replaceAll("-----[A-Z ]+-----|\\s", ""));
    }

    /** What the gateway is told of it. */
    Map<String, String> settings() {
        return Map.of(
                "liverun.gateway.oidc.issuer",
                issuer(),
                "liverun.gateway.oidc.client-id",
                CLIENT,
                "liverun.gateway.oidc.name",
                "Example Inc.");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var query = form(exchange.getRequestURI().getRawQuery());
        switch (exchange.getRequestURI().getPath()) {
            case "/.well-known/openid-configuration" ->
                json(
                        exchange,
                        Map.of(
                                "issuer", issuer(),
                                "authorization_endpoint", issuer() + "/authorize",
                                "token_endpoint", issuer() + "/token",
                                "end_session_endpoint", issuer() + "/logout",
                                "jwks_uri", issuer() + "/keys"));
            case "/keys" ->
                json(exchange, Map.of("keys", List.of(key.toParams(RsaJsonWebKey.OutputControlLevel.PUBLIC_ONLY))));
            case "/authorize" -> {
                var known = signedIn(exchange);
                if (known == null) {
                    page(exchange, query);
                } else {
                    var asked = new HashMap<>(query);
                    asked.put("who", known);
                    handOut(exchange, asked);
                }
            }
            case "/login" -> {
                exchange.getResponseHeaders().add("Set-Cookie", SESSION + query.get("who") + "; Path=/; HttpOnly");
                handOut(exchange, query);
            }
            case "/logout" -> {
                exchange.getResponseHeaders().add("Set-Cookie", SESSION + "; Path=/; Max-Age=0");
                redirect(exchange, query.get("post_logout_redirect_uri"));
            }
            case "/token" -> {
                var asked = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                var known = codes.remove(asked.getOrDefault("code", asked.getOrDefault("refresh_token", "")));
                json(exchange, known == null ? Map.of("error", "invalid_grant") : tokens(known));
            }
            default -> {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
            }
        }
    }

    private void handOut(HttpExchange exchange, Map<String, String> asked) throws IOException {
        var code = UUID.randomUUID().toString();
        codes.put(code, asked);
        redirect(exchange, asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state"));
    }

    /** Who has a session here: is let in again without a question. */
    private static String signedIn(HttpExchange exchange) {
        return Arrays.stream(exchange.getRequestHeaders()
                        .getOrDefault("Cookie", List.of(""))
                        .get(0)
                        .split("; "))
                .filter(cookie -> cookie.startsWith(SESSION))
                .map(cookie -> cookie.substring(SESSION.length()))
                .findFirst()
                .orElse(null);
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        exchange.sendResponseHeaders(303, -1);
        exchange.close();
    }

    private static void page(HttpExchange exchange, Map<String, String> asked) throws IOException {
        var hidden = asked.entrySet().stream()
                .map(one -> "<input type=hidden name='" + one.getKey() + "' value='" + one.getValue() + "'>")
                .collect(Collectors.joining());
        send(
                exchange,
                "text/html",
                "<!doctype html><title>Example Inc.</title><form action=/login>" + hidden
                        + "<label>Who are you? <input name=who></label><button>Go on</button></form>");
    }

    private Map<String, Object> tokens(Map<String, String> asked) {
        var claims = new JwtClaims();
        claims.setIssuer(issuer());
        claims.setSubject(asked.get("who"));
        claims.setAudience(CLIENT);
        claims.setStringClaim("nonce", asked.get("nonce"));
        claims.setExpirationTimeMinutesInTheFuture(5);
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        var refresh = UUID.randomUUID().toString();
        codes.put(refresh, asked);
        try {
            return Map.of(
                    "token_type",
                    "Bearer",
                    "access_token",
                    identity.token("tester", asked.get("who"), TOKENS_LIVE),
                    "id_token",
                    signature.getCompactSerialization(),
                    "refresh_token",
                    refresh);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String text) {
        return text == null
                ? Map.of()
                : Arrays.stream(text.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void json(HttpExchange exchange, Map<String, ?> document) throws IOException {
        send(exchange, "application/json", JSON.writeValueAsString(document));
    }

    private static void send(HttpExchange exchange, String type, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
