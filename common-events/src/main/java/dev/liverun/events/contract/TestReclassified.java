package dev.liverun.events.contract;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact: somebody said who is at fault for a result, or took that back.
 *
 * @param failureClass what holds from now on; null where that was taken back and no rule says anything
 * @param failureReason why; of the person, or again of the rules
 */
public record TestReclassified(
        UUID resultId,
        UUID sessionId,
        UUID endpointId,
        String endpointName,
        @Nullable UUID runId,
        String testName,
        @Nullable FailureClass failureClass,
        @Nullable String failureReason,
        Instant reclassifiedAt,
        String actor)
        implements TestEvent {

    @Override
    public UUID aggregateId() {
        return resultId;
    }

    /** As its {@link TestCompleted}, so that it arrives after that. */
    @Override
    public UUID partitionKey() {
        return runId == null ? resultId : runId;
    }
}
