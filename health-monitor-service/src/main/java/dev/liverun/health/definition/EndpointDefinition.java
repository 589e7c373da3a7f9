package dev.liverun.health.definition;

import dev.liverun.events.contract.AuthType;
import dev.liverun.health.check.CheckDefinition;
import dev.liverun.health.confirmed.Confirmation;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything about an endpoint that people decide; complete and valid.
 *
 * @param group where it belongs on the board
 * @param dependsOn endpoints without which it cannot work: while one is down, nobody is told of this one's alarm
 */
public record EndpointDefinition(
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
        List<String> tags,
        @Nullable String group,
        List<UUID> dependsOn,
        int checkIntervalSeconds,
        CheckDefinition healthCheck,
        Confirmation confirmation) {

    public EndpointDefinition {
        tags = List.copyOf(tags);
        dependsOn = List.copyOf(dependsOn);
    }
}
