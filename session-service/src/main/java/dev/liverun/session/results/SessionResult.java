package dev.liverun.session.results;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A result, as the report shows it. What was sent and received is with its owner: {@code GET /results/{id}}.
 *
 * @param githubIssueNumber the issue of feedback that was filed from this result
 */
public record SessionResult(
        UUID id,
        UUID endpointId,
        String endpointName,
        @Nullable UUID runId,
        String testName,
        String status,
        @Nullable String failureClass,
        @Nullable String failureReason,
        @Nullable String errorDetails,
        Instant startedAt,
        Instant completedAt,
        long durationMs,
        int assertionsPassed,
        int assertionsTotal,
        @Nullable Integer githubIssueNumber,
        @Nullable String githubIssueUrl) {

    /** The same with the issue of the feedback that was filed from it. */
    public SessionResult withIssue(int number, @Nullable String url) {
        return new SessionResult(
                id,
                endpointId,
                endpointName,
                runId,
                testName,
                status,
                failureClass,
                failureReason,
                errorDetails,
                startedAt,
                completedAt,
                durationMs,
                assertionsPassed,
                assertionsTotal,
                number,
                url);
    }
}
