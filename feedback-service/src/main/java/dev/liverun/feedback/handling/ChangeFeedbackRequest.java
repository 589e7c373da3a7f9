package dev.liverun.feedback.handling;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.feedback.reports.FeedbackChange;
import dev.liverun.feedback.reports.FeedbackState;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be different; what is left out stays.
 *
 * @param assignee empty for nobody
 * @param labels all that it is to have
 */
public record ChangeFeedbackRequest(
        @Nullable @Size(max = 200) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String title,

        @Nullable @Size(max = 20_000) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String description,

        @Nullable FeedbackCategory category,
        @Nullable FeedbackPriority priority,
        @Nullable FeedbackState status,
        @Nullable @Size(max = 255) String assignee,

        @Nullable @Size(max = 20)
        Set<
                        @NotBlank @Size(max = 50)
                        @Pattern(regexp = "[^,\\p{Cntrl}]*", message = "must not contain commas or control characters")
                        String>
                labels,

        @Nullable @Size(max = 100) Map<String, Object> metadata) {

    FeedbackChange change() {
        return new FeedbackChange(title, description, category, priority, status, assignee, labels, metadata);
    }
}
