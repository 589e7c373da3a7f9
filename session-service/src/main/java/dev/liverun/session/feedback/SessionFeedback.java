package dev.liverun.session.feedback;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.events.contract.FeedbackStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Feedback of a session and its GitHub issue.
 *
 * @param github null while there is no issue
 */
public record SessionFeedback(
        UUID id,
        @Nullable UUID endpointId,
        @Nullable UUID resultId,
        String title,
        FeedbackCategory category,
        FeedbackPriority priority,
        FeedbackStatus status,
        String reportedBy,
        Instant reportedAt,
        @Nullable Instant resolvedAt,
        int attachmentCount,
        @Nullable Issue github) {

    /**
     * The GitHub issue. Its state follows the report's, because the two are kept alike.
     *
     * @param state open or closed
     */
    public record Issue(int number, @Nullable String url, String state) {}

    /** Whether somebody still has to do something about it. */
    public boolean isOpen() {
        return switch (status) {
            case OPEN, IN_PROGRESS -> true;
            case RESOLVED, CLOSED -> false;
        };
    }
}
