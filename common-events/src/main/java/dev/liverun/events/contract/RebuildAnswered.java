package dev.liverun.events.contract;

import java.util.List;
import java.util.UUID;

/**
 * A fact, the last on a rebuild's topic from its owner: all that {@code owner} has of {@code types} was published before it.
 *
 * @param types {@code ce_type}s, of those that were asked for
 * @param events how many it published
 */
public record RebuildAnswered(UUID rebuildId, String owner, List<String> types, long events)
        implements OperationsEvent {

    @Override
    public UUID aggregateId() {
        return rebuildId;
    }
}
