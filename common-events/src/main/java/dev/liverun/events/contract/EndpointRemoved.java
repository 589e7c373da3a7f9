package dev.liverun.events.contract;

import java.util.UUID;

/**
 * An integration endpoint was removed; its history stays.
 */
public record EndpointRemoved(EndpointSnapshot endpoint, String actor) implements EndpointEvent {

    @Override
    public UUID aggregateId() {
        return endpoint.id();
    }
}
