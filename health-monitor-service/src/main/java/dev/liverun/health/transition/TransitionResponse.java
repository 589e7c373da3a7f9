package dev.liverun.health.transition;

import dev.liverun.events.contract.HealthStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of the confirmed status, and what led to it.
 *
 * @param sequence counts the endpoint's changes; that of its HealthChanged
 * @param from null the first time
 * @param phase where the deciding check ended, when it was not answered
 * @param attempts that the deciding check took
 * @param threshold how many checks of how many it took
 */
record TransitionResponse(
        UUID endpointId,
        String endpointName,
        long sequence,
        @Nullable HealthStatus from,
        HealthStatus to,
        String reason,
        @Nullable String phase,
        int attempts,
        @Nullable String message,
        Threshold threshold,
        UUID checkId,
        Instant at) {

    /** {@code checks} of {@code of}. */
    record Threshold(int checks, int of) {}
}
