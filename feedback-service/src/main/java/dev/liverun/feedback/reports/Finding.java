package dev.liverun.feedback.reports;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What somebody reports, with its references checked. */
public record Finding(
        UUID sessionId,
        @Nullable UUID endpointId,
        @Nullable UUID resultId,
        String title,
        String description,
        FeedbackCategory category,
        FeedbackPriority priority,
        @Nullable String assignee,
        Set<String> labels,
        Map<String, Object> metadata) {}
