package dev.liverun.feedback.reports;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A finding to file.
 *
 * @param priority MEDIUM if not given
 * @param resultId the test result that shows it; its endpoint is taken over
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
        @Nullable @Size(max = 100) Map<String, Object> metadata) {}
