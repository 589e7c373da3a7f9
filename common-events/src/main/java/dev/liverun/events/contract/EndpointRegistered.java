package dev.liverun.events.contract;

import java.util.UUID;

/**
 * An integration endpoint was registered.
 */
public record EndpointRegistered(EndpointSnapshot endpoint, String actor) implements EndpointEvent {

    @Override
    public UUID aggregateId() {
        return endpoint.id();
    }
}
