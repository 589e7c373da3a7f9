package dev.liverun.events.contract;

import java.util.UUID;

/**
 * An integration endpoint changed; the snapshot is its new whole state.
 */
public record EndpointChanged(EndpointSnapshot endpoint, String actor) implements EndpointEvent {

    @Override
    public UUID aggregateId() {
        return endpoint.id();
    }
}
