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

    /** In {@code metadata}: true of a check that was made while nobody expected the endpoint to work. */
    public static final String MAINTENANCE = "maintenance";

    /** In {@code metadata}: true of a check that found an endpoint worse while its grace, the time it may take to wake, lasted. */
    public static final String GRACE = "grace";

    /** Whether the check counts towards nothing: no uptime, no number of checks, no response times. */
    public boolean excused() {
        return isExcused(metadata);
    }

    /** The same, of a check's {@code metadata}. */
    public static boolean isExcused(Map<String, Object> metadata) {
        return Boolean.TRUE.equals(metadata.get(MAINTENANCE)) || Boolean.TRUE.equals(metadata.get(GRACE));
    }

    @Override
    public UUID aggregateId() {
        return endpointId;
    }
}
