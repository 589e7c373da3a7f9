package dev.liverun.feedback.github.links;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.feedback.reports.FeedbackReport;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where issues of some reports go, and what they get there.
 *
 * @param category which reports; all if null
 * @param endpointId of which integration; of all if null
 * @param template the body, with {@code {description}} and {@code {details}}; the usual one if null
 */
public record Mapping(
        @Nullable FeedbackCategory category,
        @Nullable UUID endpointId,
        String repository,
        List<String> labels,
        List<String> assignees,
        @Nullable String template) {

    public boolean fits(FeedbackReport report) {
        return (category == null || category == report.category())
                && (endpointId == null || endpointId.equals(report.endpointId()));
    }
}
