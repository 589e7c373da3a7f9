package dev.liverun.health.alarm;

import dev.liverun.events.contract.HealthStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A confirmed status that has changed. */
public record StatusChange(
        UUID endpointId,
        HealthStatus to,
        String reason,
        @Nullable String message,
        Instant at) {}
