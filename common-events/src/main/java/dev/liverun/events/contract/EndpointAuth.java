package dev.liverun.events.contract;

import org.jspecify.annotations.Nullable;

/**
 * How to authenticate. {@code credential} is a name; its value never leaves the secret source.
 */
public record EndpointAuth(
        AuthType type,
        @Nullable String credential,
        @Nullable String apiKeyHeader,
        @Nullable String tokenUrl,
        @Nullable String scope) {}
