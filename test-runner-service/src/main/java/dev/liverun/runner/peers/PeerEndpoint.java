package dev.liverun.runner.peers;

import dev.liverun.events.contract.AuthType;
import dev.liverun.events.contract.EndpointAuth;
import dev.liverun.events.contract.EndpointSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An endpoint as its owner answers; only what is needed here. */
record PeerEndpoint(
        UUID id,
        String name,
        String baseUrl,
        String healthCheckUrl,
        AuthType authType,
        @Nullable String credential,
        @Nullable String apiKeyHeader,
        @Nullable String tokenUrl,
        @Nullable String oauthScope,
        int rateLimitPerMinute,
        int timeoutSeconds,
        int retryAttempts,
        boolean enabled,
        @Nullable List<String> tags,
        @Nullable Instant removedAt,
        long version) {

    EndpointSnapshot snapshot() {
        return new EndpointSnapshot(
                id,
                name,
                baseUrl,
                healthCheckUrl,
                new EndpointAuth(authType, credential, apiKeyHeader, tokenUrl, oauthScope),
                rateLimitPerMinute,
                timeoutSeconds,
                retryAttempts,
                enabled,
                removedAt != null,
                tags == null ? List.of() : tags,
                version);
    }
}
