package dev.liverun.health.history;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.liverun.events.contract.HealthStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The latest check, and beside it the status that is confirmed. */
record LatestHealth(@JsonUnwrapped CheckResponse check, Confirmed confirmed) {

    /** Believed since, and why; null while the check is not recorded as a status yet. */
    record Confirmed(
            @Nullable HealthStatus status,
            @Nullable String reason,
            @Nullable Instant since) {}
}
