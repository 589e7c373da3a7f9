package dev.liverun.feedback.filing;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A report of a test result; what is left out is taken from that. */
public record FromResultRequest(
        @NotNull UUID resultId,

        @Nullable @Size(max = 200) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String title,

        @Nullable @Size(max = 20_000) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String description,

        @Nullable FeedbackCategory category,
        @Nullable FeedbackPriority priority) {}
