package dev.liverun.feedback.reports;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be different about a report; null leaves something as it is. */
public record FeedbackChange(
        @Nullable String title,
        @Nullable String description,
        @Nullable FeedbackCategory category,
        @Nullable FeedbackPriority priority,
        @Nullable FeedbackState status,
        @Nullable Map<String, Object> metadata) {

    public static FeedbackChange ofTitle(String title) {
        return new FeedbackChange(title, null, null, null, null, null);
    }

    public static FeedbackChange ofStatus(FeedbackState status) {
        return new FeedbackChange(null, null, null, null, status, null);
    }
}
