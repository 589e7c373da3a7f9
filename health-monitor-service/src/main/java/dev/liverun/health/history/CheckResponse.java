package dev.liverun.health.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.events.contract.HealthStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One check (specification: IntegrationHealthStatus).
 *
 * @param sessionId the session that was asked about; absent when none was
 * @param sessionIds the sessions that were ACTIVE or PAUSED on the endpoint when it was checked
 */
record CheckResponse(
        UUID id,
        UUID endpointId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID sessionId,
        List<UUID> sessionIds,
        HealthStatus status,
        String reason,
        @Nullable Integer responseTimeMs,
        @Nullable Integer statusCode,
        @Nullable String errorMessage,
        Instant checkedAt,
        JsonNode metadata) {}
