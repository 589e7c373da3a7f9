package dev.liverun.runner.results;

import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.TestStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A result in a list: without what was sent and received. */
public record ResultSummary(
        UUID id,
        UUID sessionId,
        UUID endpointId,
        String endpointName,
        String testName,
        UUID runId,
        @Nullable String dataRow,
        @Nullable TestStatus status,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        int assertionsPassed,
        int assertionsFailed,
        @Nullable String errorDetails,
        @Nullable FailureClass failureClass,
        @Nullable KnownIssue knownIssue) {}
