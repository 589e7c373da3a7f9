package dev.liverun.feedback.filing;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A finding to file.
 *
 * @param priority MEDIUM if not given
 * @param resultId the test result that shows it; its endpoint is taken over
 * @param assignee who is to see to it
 * @param labels as on GitHub, where they become labels, too
 * @param metadata whatever else belongs to it
 */
public record CreateFeedbackRequest(
        @NotNull UUID sessionId,
        @NotBlank @Size(max = 200) String title,
        @NotBlank @Size(max = 20_000) String description,
        @NotNull FeedbackCategory category,
        @Nullable FeedbackPriority priority,
        @Nullable UUID endpointId,
        @Nullable UUID resultId,

        @Nullable @Size(max = 255) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String assignee,

        @Nullable @Size(max = 20)
        Set<
                        @NotBlank @Size(max = 50)
                        @Pattern(regexp = "[^,\\p{Cntrl}]*", message = "must not contain commas or control characters")
                        String>
                labels,

        @Nullable @Size(max = 100) Map<String, Object> metadata) {}
