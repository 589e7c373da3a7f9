package dev.liverun.events.contract;

import java.util.UUID;

/**
 * Outgoing calls may be made again.
 */
public record CallsReleased(HaltSnapshot halt, String actor) implements OperationsEvent {

    @Override
    public UUID aggregateId() {
        return halt.id();
    }
}
