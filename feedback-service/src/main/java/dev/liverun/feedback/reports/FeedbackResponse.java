package dev.liverun.feedback.reports;

import dev.liverun.api.conditional.Versioned;
import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report, as callers see it.
 *
 * @param sessionPurged whether its session was purged: the report stays, what is left of the session is its evidence
 * @param dueAt when it is to be resolved, by its priority
 * @param overdue whether that has passed
 * @param duplicateOf the report that tells the same, and stays
 */
public record FeedbackResponse(
        UUID id,
        UUID sessionId,
        boolean sessionPurged,
        @Nullable UUID endpointId,
        @Nullable UUID resultId,
        String title,
        String description,
        FeedbackCategory category,
        FeedbackPriority priority,
        FeedbackState status,
        @Nullable Integer githubIssueNumber,
        @Nullable String githubIssueUrl,
        String reportedBy,
        Instant reportedAt,
        @Nullable Instant resolvedAt,
        @Nullable String assignee,
        List<String> labels,
        Instant dueAt,
        boolean overdue,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawnBy,
        @Nullable String withdrawalReason,
        @Nullable UUID duplicateOf,
        Map<String, Object> metadata,
        Map<String, Object> evidence,
        int attachmentCount,
        int commentCount,
        int voteCount,
        long version)
        implements Versioned {

    public static FeedbackResponse of(FeedbackReport report, Instant now) {
        return new FeedbackResponse(
                report.id(),
                report.sessionId(),
                report.isSessionPurged(),
                report.endpointId(),
                report.resultId(),
                report.title(),
                report.description(),
                report.category(),
                report.priority(),
                report.status(),
                report.githubIssueNumber(),
                report.githubIssueUrl(),
                report.reportedBy(),
                report.reportedAt(),
                report.resolvedAt(),
                report.assignee(),
                report.labels(),
                report.dueAt(),
                report.isOverdue(now),
                report.withdrawnAt(),
                report.withdrawnBy(),
                report.withdrawalReason(),
                report.duplicateOf(),
                report.metadata(),
                report.evidence(),
                report.attachmentCount(),
                report.commentCount(),
                report.voteCount(),
                report.version());
    }

    /** What others say, votes, the session's end, and time change it, too. */
    @Override
    public boolean versionTellsAll() {
        return false;
    }
}
