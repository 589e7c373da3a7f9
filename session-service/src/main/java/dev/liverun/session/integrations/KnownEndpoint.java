package dev.liverun.session.integrations;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An integration as this service knows it: from its registration, from its health, or from both.
 *
 * @param status the confirmed status; null while none is known
 * @param reason why it has this status
 * @param since when it got this status
 */
public record KnownEndpoint(
        UUID id,
        String name,
        boolean enabled,
        boolean removed,
        @Nullable String status,
        @Nullable String reason,
        @Nullable Instant since,
        @Nullable LastCheck lastCheck) {

    /** The latest check. */
    public record LastCheck(
            String status,
            @Nullable Integer responseTimeMs,
            @Nullable String errorMessage,
            Instant checkedAt) {}

    /** Whether it takes part in testing at all. */
    public boolean inUse() {
        return enabled && !removed;
    }

    /** Whether it is confirmed not to be usable. */
    public boolean isDown() {
        return "UNHEALTHY".equals(status) || "TIMEOUT".equals(status);
    }
}
