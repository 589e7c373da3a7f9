package dev.liverun.events.contract;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A state event: the endpoint's <em>confirmed</em> status changed (M of N checks). {@code from} is null the first time.
 */
public record HealthChanged(
        UUID endpointId,
        String endpointName,
        @Nullable HealthStatus from,
        HealthStatus to,
        String reason,
        Instant since,
        List<UUID> sessionIds)
        implements HealthEvent {

    @Override
    public UUID aggregateId() {
        return endpointId;
    }
}
