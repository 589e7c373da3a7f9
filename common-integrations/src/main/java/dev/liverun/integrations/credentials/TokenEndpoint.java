package dev.liverun.integrations.credentials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.liverun.integrations.Auth;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.http.WireResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The token endpoint's protocol (RFC 6749, sections 4.4, 5 and 6), without any sending. */
final class TokenEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TokenEndpoint() {}

    /** What was granted. */
    record Grant(AccessToken token, Optional<String> refreshToken) {}

    static Headers headers(Auth.OAuth auth, ClientCredentials client) {
        Headers headers = Headers.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json");
        if (auth.clientAuthentication() == Auth.ClientAuthentication.BODY) {
            return headers;
        }
        String pair = encode(client.clientId()) + ":" + encode(client.clientSecret());
        return headers.with(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    static String form(Auth.OAuth auth, ClientCredentials client, Optional<String> refreshToken) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", refreshToken.isPresent() ? "refresh_token" : "client_credentials");
        refreshToken.ifPresent(token -> fields.put("refresh_token", token));
        auth.scope().ifPresent(scope -> fields.put("scope", scope));
        if (auth.clientAuthentication() == Auth.ClientAuthentication.BODY) {
            fields.put("client_id", client.clientId());
            fields.put("client_secret", client.clientSecret());
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** @throws CredentialException when it is not a token */
    static Grant granted(String credential, WireResponse response, Instant now) {
        JsonNode json = json(response);
        if (response.status() / 100 != 2) {
            throw refusal(credential, response.status(), json);
        }
        String token = json.path("access_token").asText("");
        if (token.isEmpty()) {
            throw new CredentialException(
                    "The token endpoint's answer for the credential " + credential + " has no access_token");
        }
        String type = json.path("token_type").asText("Bearer");
        if (!type.equalsIgnoreCase("Bearer")) {
            throw new CredentialException(
                    "The token endpoint's answer for the credential " + credential + " is no bearer token");
        }
        long seconds = json.path("expires_in").asLong(0);
        String refreshToken = json.path("refresh_token").asText("");
        return new Grant(
                AccessToken.of(token, seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty(), now),
                Optional.of(refreshToken).filter(text -> !text.isEmpty()));
    }

    private static CredentialException refusal(String credential, int status, JsonNode json) {
        String error = json.path("error").asText("");
        boolean code = error.matches("[a-z_]{1,64}");
        if (error.equals("invalid_grant")) {
            return new CredentialException("The refresh token of the credential " + credential
                    + " is no longer accepted (invalid_grant); a person has to consent again");
        }
        return new CredentialException(
                "The token endpoint answered " + status + (code ? " (" + error + ")" : "") + " for the credential "
                        + credential,
                status == 429 || status >= 500);
    }

    private static JsonNode json(WireResponse response) {
        try {
            JsonNode json = JSON.readTree(response.body().bytes());
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
