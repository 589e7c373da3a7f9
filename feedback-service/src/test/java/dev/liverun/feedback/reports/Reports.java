package dev.liverun.feedback.reports;

import dev.liverun.events.Ids;
import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Reports for tests that need no database. */
public final class Reports {

    private Reports() {}

    public static FeedbackReport report(String title, String description, Clock clock) {
        return report(title, description, Map.of(), clock);
    }

    /** One with as much evidence as there can be. */
    public static FeedbackReport extensive(String description, Clock clock) {
        var text = "&".repeat(1_000);
        var rows = IntStream.range(0, 100)
                .mapToObj(i -> Map.of(
                        "endpoint", text, "test_name", text, "status", text, "failure_class", text, "reason", text))
                .toList();
        return report(
                "title",
                description,
                Map.of("session_name", text, "environment", text, "results", rows, "health", List.copyOf(rows)),
                clock);
    }

    private static FeedbackReport report(String title, String description, Map<String, Object> evidence, Clock clock) {
        return new FeedbackReport(
                new Finding(
                        Ids.next(),
                        null,
                        null,
                        title,
                        description,
                        FeedbackCategory.UX,
                        FeedbackPriority.MEDIUM,
                        null,
                        Set.of(),
                        Map.of()),
                evidence,
                "ada",
                Timings.at(clock));
    }
}
