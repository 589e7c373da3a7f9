package dev.liverun.events.contract;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact: a test gave its result. {@code id} is the result's own id and the event's. What was sent and received stays with
 * its owner (test-runner, {@code /results/{id}}).
 *
 * @param slowestSteps at most {@value #MOST_STEPS}, the slowest first; null where it is not known, such as of results that
 *     another tool gave
 */
public record TestCompleted(
        UUID id,
        UUID sessionId,
        UUID endpointId,
        String endpointName,
        @Nullable UUID runId,
        String testName,
        TestStatus status,
        Instant startedAt,
        Instant completedAt,
        long durationMs,
        List<AssertionOutcome> assertions,
        @Nullable String errorDetails,
        @Nullable FailureClass failureClass,
        @Nullable String failureReason,
        @Nullable List<StepTime> slowestSteps)
        implements TestEvent {

    /** Enough for a list of the slowest steps of many tests; an event stays small. */
    public static final int MOST_STEPS = 5;

    /** Without the times of its steps. */
    public TestCompleted(
            UUID id,
            UUID sessionId,
            UUID endpointId,
            String endpointName,
            @Nullable UUID runId,
            String testName,
            TestStatus status,
            Instant startedAt,
            Instant completedAt,
            long durationMs,
            List<AssertionOutcome> assertions,
            @Nullable String errorDetails,
            @Nullable FailureClass failureClass,
            @Nullable String failureReason) {
        this(
                id,
                sessionId,
                endpointId,
                endpointName,
                runId,
                testName,
                status,
                startedAt,
                completedAt,
                durationMs,
                assertions,
                errorDetails,
                failureClass,
                failureReason,
                null);
    }

    @Override
    public UUID aggregateId() {
        return id;
    }

    /** By run, so that a run's end arrives after its results. */
    @Override
    public UUID partitionKey() {
        return runId == null ? id : runId;
    }
}
