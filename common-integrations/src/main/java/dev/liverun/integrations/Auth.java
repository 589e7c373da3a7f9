package dev.liverun.integrations;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to authenticate against an endpoint, without any secret in it: {@code credential} is a name that
 * {@link dev.liverun.integrations.credentials.Secrets} turns into a value at the moment of the call.
 */
public sealed interface Auth {

    /** The header that carries an API key when the endpoint does not name another. */
    String DEFAULT_API_KEY_HEADER = "X-API-Key";

    AuthType type();

    /** The endpoint is open. */
    record None() implements Auth {
        @Override
        public AuthType type() {
            return AuthType.NONE;
        }
    }

    /** The credential's value goes into one header, as it is. */
    record ApiKey(String credential, String header) implements Auth {
        public ApiKey {
            requireName(credential);
            if (!Headers.isToken(header)) {
                throw new IllegalArgumentException("The API key's header name is not a valid header name");
            }
        }

        @Override
        public AuthType type() {
            return AuthType.API_KEY;
        }
    }

    /** The credential's value goes out as {@code Authorization: Bearer …} (RFC 6750). */
    record BearerToken(String credential) implements Auth {
        public BearerToken {
            requireName(credential);
        }

        @Override
        public AuthType type() {
            return AuthType.BEARER_TOKEN;
        }
    }

    /**
     * OAuth 2.0 (RFC 6749). The credential holds a client id and secret, and optionally a refresh token: with one, access
     * tokens come from the refresh grant, without one from the client credentials grant.
     *
     * @param tokenUrl where tokens are fetched; under the same egress policy as every other address
     * @param scope asked for with each token, space-separated; empty leaves it to the server
     */
    record OAuth(String credential, URI tokenUrl, Optional<String> scope, ClientAuthentication clientAuthentication)
            implements Auth {
        public OAuth {
            requireName(credential);
        }

        public OAuth(String credential, URI tokenUrl, Optional<String> scope) {
            this(credential, tokenUrl, scope, ClientAuthentication.BASIC);
        }

        @Override
        public AuthType type() {
            return AuthType.OAUTH;
        }
    }

    /** How the client proves itself to the token endpoint (RFC 6749, section 2.3.1). */
    enum ClientAuthentication {
        /** In the {@code Authorization} header; every server has to support it. */
        BASIC,
        /** In the form, for servers that know no other way. */
        BODY
    }

    static Auth none() {
        return new None();
    }

    static Auth apiKey(String credential) {
        return new ApiKey(credential, DEFAULT_API_KEY_HEADER);
    }

    static Auth bearerToken(String credential) {
        return new BearerToken(credential);
    }

    /**
     * Puts an endpoint's columns together.
     *
     * @throws IllegalArgumentException names the part that the type needs and that is missing
     */
    static Auth of(
            AuthType type,
            @Nullable String credential,
            @Nullable String apiKeyHeader,
            @Nullable URI tokenUrl,
            @Nullable String scope) {
        return switch (type) {
            case NONE -> new None();
            case API_KEY ->
                new ApiKey(
                        required(credential, "API_KEY needs a credential"),
                        apiKeyHeader == null || apiKeyHeader.isBlank() ? DEFAULT_API_KEY_HEADER : apiKeyHeader);
            case BEARER_TOKEN -> new BearerToken(required(credential, "BEARER_TOKEN needs a credential"));
            case OAUTH ->
                new OAuth(
                        required(credential, "OAUTH needs a credential"),
                        required(tokenUrl, "OAUTH needs a token URL"),
                        Optional.ofNullable(scope).filter(text -> !text.isBlank()));
        };
    }

    private static <T> T required(@Nullable T value, String sentence) {
        if (value == null) {
            throw new IllegalArgumentException(sentence);
        }
        return value;
    }

    private static void requireName(String credential) {
        if (!credential.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new IllegalArgumentException(
                    "A credential's name starts with a letter or digit and has up to 100 letters, digits, '.', '_' or '-'");
        }
    }
}
