package dev.liverun.runner.results;

import dev.liverun.events.contract.AssertionOutcome;
import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.StepTime;
import dev.liverun.events.contract.TestStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A result as it is going to be stored: redacted, within limits.
 *
 * @param epoch of the run; what another replica has taken over is not written
 */
public record CompletedResult(
        UUID id,
        UUID runId,
        long epoch,
        UUID sessionId,
        UUID endpointId,
        String endpointName,
        String testName,
        TestStatus status,
        Instant startedAt,
        Instant completedAt,
        String requestData,
        String responseData,
        String assertions,
        List<AssertionOutcome> outcomes,
        List<StepTime> slowestSteps,
        @Nullable String errorDetails,
        @Nullable FailureClass failureClass,
        @Nullable String failureReason,
        @Nullable String failureEvidence,
        @Nullable String correlationId) {

    private static final String NOTHING = "{}";
    private static final String NO_ASSERTIONS = "[]";

    /** A test that was not carried out, or not to its end, with nothing recorded but why. */
    public static CompletedResult without(
            UUID id,
            UUID runId,
            long epoch,
            UUID sessionId,
            UUID endpointId,
            String endpointName,
            String testName,
            TestStatus status,
            Instant at,
            String why,
            @Nullable String correlationId) {
        return new CompletedResult(
                id,
                runId,
                epoch,
                sessionId,
                endpointId,
                endpointName,
                testName,
                status,
                at,
                at,
                NOTHING,
                NOTHING,
                NO_ASSERTIONS,
                List.of(),
                List.of(),
                why,
                null,
                null,
                null,
                correlationId);
    }
}
