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
 * @param failureEvidence what the failure class was decided on, with the id of the rule
 */
public record ResultResponse(
        UUID id,
        UUID sessionId,
        UUID endpointId,
        String endpointName,
        String testName,
        UUID workflowId,
        long workflowVersion,
        UUID runId,
        @Nullable TestStatus status,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        JsonNode requestData,
        JsonNode responseData,
        JsonNode assertions,
        @Nullable String errorDetails,
        @Nullable FailureClass failureClass,
        @Nullable JsonNode failureEvidence,
        @Nullable KnownIssue knownIssue) {}
