package dev.liverun.events.contract;

import java.util.UUID;

/**
 * A run began.
 */
public record RunStarted(RunSnapshot run, String actor) implements TestEvent {

    @Override
    public UUID aggregateId() {
        return run.id();
    }
}
