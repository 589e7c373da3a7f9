package dev.liverun.integrations.credentials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A credential with parts, written either as {@code id:secret} or, when a refresh token belongs to it, as a JSON object:
 *
 * <pre>{"client_id": "…", "client_secret": "…", "refresh_token": "…"}</pre>
 *
 * <p>The client secret may be empty (a public client); an id with a colon in it needs the JSON form.
 */
record ClientCredentials(String clientId, String clientSecret, Optional<String> refreshToken) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static ClientCredentials required(Secret secret) {
        return parse(secret)
                .orElseThrow(
                        () -> new CredentialException(
                                "The credential " + secret.name()
                                        + " must be id:secret or a JSON object with client_id, client_secret and, if there is one, refresh_token"));
    }

    /** Empty when the credential is a plain value. */
    static Optional<ClientCredentials> parse(Secret secret) {
        String value = secret.value();
        if (value.startsWith("{")) {
            return parseJson(value);
        }
        int colon = value.indexOf(':');
        return colon <= 0
                ? Optional.empty()
                : Optional.of(
                        new ClientCredentials(value.substring(0, colon), value.substring(colon + 1), Optional.empty()));
    }

    private static Optional<ClientCredentials> parseJson(String value) {
        try {
            JsonNode json = JSON.readTree(value);
            String id = json.path("client_id").asText("");
            String refreshToken = json.path("refresh_token").asText("");
            return id.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ClientCredentials(
                            id,
                            json.path("client_secret").asText(""),
                            Optional.of(refreshToken).filter(token -> !token.isEmpty())));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** The parts that must not be shown. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>(2);
        if (!clientSecret.isEmpty()) {
            secrets.add(clientSecret);
        }
        refreshToken.ifPresent(secrets::add);
        return secrets;
    }

    @Override
    public String toString() {
        return "ClientCredentials[" + clientId + "]";
    }
}
