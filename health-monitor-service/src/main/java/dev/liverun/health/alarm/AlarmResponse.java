package dev.liverun.health.alarm;

import dev.liverun.events.contract.HealthStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alarm.
 *
 * @param cause DOWN, DEGRADED, SLOWER_THAN_USUAL, or SILENT (nothing is heard of it, and it may be us)
 * @param clearedAt null while it is open; it clears by itself
 * @param suppressed MAINTENANCE or DEPENDENCY while nobody is told because of that
 * @param suppressedBy the integration it depends on that is down
 */
record AlarmResponse(
        UUID id,
        UUID endpointId,
        String endpointName,
        String cause,
        HealthStatus status,
        String reason,
        @Nullable String message,
        Instant openedAt,
        @Nullable Instant clearedAt,
        @Nullable String suppressed,
        @Nullable UUID suppressedBy,
        @Nullable Acknowledgement acknowledged) {

    /** Somebody takes care of it. */
    record Acknowledgement(Instant at, String by, String reason) {}
}
