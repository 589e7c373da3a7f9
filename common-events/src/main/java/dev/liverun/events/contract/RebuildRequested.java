package dev.liverun.events.contract;

import java.util.List;
import java.util.UUID;

/**
 * A fact: a service fills a view anew. Whoever owns events of {@code types} publishes to {@code topic} what it has: for a
 * recorded fact the same event again, for an aggregate a state event with its latest state and sequence.
 *
 * @param service whose view it is
 * @param topic of this rebuild alone, without the installation's prefix
 * @param types {@code ce_type}s
 */
public record RebuildRequested(
        UUID rebuildId, String service, String view, String topic, List<String> types, String actor)
        implements OperationsEvent {

    @Override
    public UUID aggregateId() {
        return rebuildId;
    }
}
