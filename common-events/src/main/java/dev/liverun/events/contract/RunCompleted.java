package dev.liverun.events.contract;

import java.util.UUID;

/**
 * A run ended; the snapshot has its totals.
 */
public record RunCompleted(RunSnapshot run, String actor) implements TestEvent {

    @Override
    public UUID aggregateId() {
        return run.id();
    }
}
