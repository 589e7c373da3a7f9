package dev.liverun.feedback.reports;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be different about a report; null leaves something as it is.
 *
 * @param assignee empty for nobody
 */
public record FeedbackChange(
        @Nullable String title,
        @Nullable String description,
        @Nullable FeedbackCategory category,
        @Nullable FeedbackPriority priority,
        @Nullable FeedbackState status,
        @Nullable String assignee,
        @Nullable Set<String> labels,
        @Nullable Map<String, Object> metadata) {

    public static final FeedbackChange NOTHING = new FeedbackChange(null, null, null, null, null, null, null, null);

    public static FeedbackChange ofTitle(String title) {
        return new FeedbackChange(title, null, null, null, null, null, null, null);
    }

    public static FeedbackChange ofDescription(String description) {
        return new FeedbackChange(null, description, null, null, null, null, null, null);
    }

    public static FeedbackChange ofStatus(FeedbackState status) {
        return new FeedbackChange(null, null, null, null, status, null, null, null);
    }

    public static FeedbackChange ofPriority(FeedbackPriority priority) {
        return new FeedbackChange(null, null, null, priority, null, null, null, null);
    }

    public static FeedbackChange ofCategory(FeedbackCategory category) {
        return new FeedbackChange(null, null, category, null, null, null, null, null);
    }

    /** @param assignee empty for nobody */
    public static FeedbackChange ofAssignee(String assignee) {
        return new FeedbackChange(null, null, null, null, null, assignee, null, null);
    }

    public static FeedbackChange ofLabels(Set<String> labels) {
        return new FeedbackChange(null, null, null, null, null, null, labels, null);
    }
}
