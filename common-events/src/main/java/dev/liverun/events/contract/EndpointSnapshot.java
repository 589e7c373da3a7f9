package dev.liverun.events.contract;

import java.util.List;
import java.util.UUID;

/**
 * An integration endpoint as others may see it: all that is needed to call it, and no secret.
 */
public record EndpointSnapshot(
        UUID id,
        String name,
        String baseUrl,
        String healthCheckUrl,
        EndpointAuth auth,
        int rateLimitPerMinute,
        int timeoutSeconds,
        int retryAttempts,
        boolean enabled,
        boolean removed,
        List<String> tags,
        long version) {}
