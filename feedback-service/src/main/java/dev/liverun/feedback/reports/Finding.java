package dev.liverun.feedback.reports;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What somebody reports, with its references checked. */
record Finding(
        UUID sessionId,
        @Nullable UUID endpointId,
        @Nullable UUID resultId,
        String title,
        String description,
        FeedbackCategory category,
        FeedbackPriority priority,
        Map<String, Object> metadata) {}
