package dev.liverun.events.contract;

import java.util.UUID;

/**
 * No outgoing calls from now on, but to undo.
 */
public record CallsHalted(HaltSnapshot halt, String actor) implements OperationsEvent {

    @Override
    public UUID aggregateId() {
        return halt.id();
    }
}
