package dev.liverun.runner.results;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.TestStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A result, as callers see it (specification: TestResult).
 *
 * @param status null until it is completed
 * @param requestData what was sent: an envelope with the steps, redacted
 * @param responseData what was received: an envelope with the steps, redacted
 * @param dataRow tells it from the tests with other rows of data
 * @param override what the rules had said, and why a person says otherwise; null if nobody does
 * @param failureEvidence what the failure class was decided on, with the id of the rule
 */
public record ResultResponse(
        UUID id,
        UUID sessionId,
        UUID endpointId,
        String endpointName,
        String testName,
        @Nullable UUID workflowId,
        @Nullable Long workflowVersion,
        UUID runId,
        @Nullable String dataRow,
        @Nullable TestStatus status,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        JsonNode requestData,
        JsonNode responseData,
        JsonNode assertions,
        @Nullable String errorDetails,
        @Nullable FailureClass failureClass,
        @Nullable Override override,
        @Nullable JsonNode failureEvidence,
        @Nullable KnownIssue knownIssue) {

    /** A person knows better who is at fault: then {@code failureClass} is theirs. */
    public record Override(@Nullable FailureClass instead, String reason, String by, Instant at) {}
}
