package dev.liverun.events.contract;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A feedback report as others may see it. {@code resultId} is the test result it was filed from. The description stays with
 * its owner: it may hold what only some may read.
 */
public record FeedbackSnapshot(
        UUID id,
        UUID sessionId,
        @Nullable UUID endpointId,
        @Nullable UUID resultId,
        String title,
        FeedbackCategory category,
        FeedbackPriority priority,
        FeedbackStatus status,
        @Nullable Integer githubIssueNumber,
        @Nullable String githubIssueUrl,
        String reportedBy,
        Instant reportedAt,
        @Nullable Instant resolvedAt,
        boolean withdrawn,
        int attachmentCount,
        long version) {}
