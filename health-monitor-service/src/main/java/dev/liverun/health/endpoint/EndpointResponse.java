package dev.liverun.health.endpoint;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.liverun.health.definition.EndpointDefinition;
import dev.liverun.health.summary.HealthSummary;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as callers see it.
 *
 * @param removedAt null while it is in use
 * @param version of the definition; {@code health} changes without it
 */
public record EndpointResponse(
        UUID id,
        @JsonUnwrapped EndpointDefinition definition,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant removedAt,
        long version,
        HealthSummary health) {

    static EndpointResponse justRegistered(IntegrationEndpoint endpoint) {
        return new EndpointResponse(
                endpoint.id(),
                endpoint.definition(),
                endpoint.createdAt(),
                endpoint.updatedAt(),
                null,
                endpoint.version(),
                HealthSummary.UNKNOWN);
    }
}
