package dev.liverun.health.preset;

import dev.liverun.events.contract.AuthType;
import dev.liverun.health.check.CheckDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an integration before anybody registers it.
 *
 * @param baseUrl its public address; null where there is none, because everybody runs their own
 * @param healthPath appended to the base URL
 * @param credential the name under which its secret is looked up
 * @param tokenPath appended to the base URL; for OAUTH
 */
record Preset(
        String name,
        String description,
        @Nullable String baseUrl,
        String healthPath,
        AuthType authType,
        @Nullable String credential,
        @Nullable String apiKeyHeader,
        @Nullable String tokenPath,
        @Nullable String oauthScope,
        int rateLimitPerMinute,
        int timeoutSeconds,
        CheckDefinition healthCheck) {}
