package dev.liverun.events.contract;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact: one check was made. {@code id} is the check's own id and the event's. {@code sessionIds} are the sessions that
 * were ACTIVE or PAUSED on the endpoint; {@code responseTimeMs} is null where nothing answered.
 */
public record HealthChecked(
        UUID id,
        UUID endpointId,
        String endpointName,
        List<UUID> sessionIds,
        HealthStatus status,
        @Nullable Integer responseTimeMs,
        @Nullable Integer statusCode,
        @Nullable String errorMessage,
        Instant checkedAt,
        Map<String, Object> metadata)
        implements HealthEvent {

    @Override
    public UUID aggregateId() {
        return endpointId;
    }
}
