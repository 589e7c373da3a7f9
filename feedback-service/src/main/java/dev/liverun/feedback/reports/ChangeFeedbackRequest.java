package dev.liverun.feedback.reports;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be different; what is left out stays. */
public record ChangeFeedbackRequest(
        @Nullable @Size(max = 200) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String title,

        @Nullable @Size(max = 20_000) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String description,

        @Nullable FeedbackCategory category,
        @Nullable FeedbackPriority priority,
        @Nullable FeedbackState status,
        @Nullable @Size(max = 100) Map<String, Object> metadata) {

    FeedbackChange change() {
        return new FeedbackChange(title, description, category, priority, status, metadata);
    }
}
