package dev.liverun.feedback.reports;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A report, as callers see it. */
public record FeedbackResponse(
        UUID id,
        UUID sessionId,
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
        Map<String, Object> metadata,
        Map<String, Object> evidence,
        int attachmentCount,
        long version)
        implements dev.liverun.api.conditional.Versioned {

    static FeedbackResponse of(FeedbackReport report) {
        return new FeedbackResponse(
                report.id(),
                report.sessionId(),
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
                report.metadata(),
                report.evidence(),
                report.attachmentCount(),
                report.version());
    }
}
