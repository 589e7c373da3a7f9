package dev.liverun.events.contract;

import java.time.Instant;
import java.util.UUID;

/**
 * An endpoint answered 429: nobody calls it before {@code pausedUntil}. Merged by the latest {@code pausedUntil}.
 */
public record EndpointThrottled(UUID endpointId, Instant pausedUntil, Instant observedAt, String observedBy)
        implements EndpointEvent {

    @Override
    public UUID aggregateId() {
        return endpointId;
    }
}
