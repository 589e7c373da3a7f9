package dev.liverun.feedback.github;

import dev.liverun.feedback.reports.FeedbackReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report as an issue: its title, body and labels. */
final class IssueText {

    private IssueText() {}

    static String title(FeedbackReport report) {
        return PublicText.neutraliseTitle(report.title());
    }

    static List<String> labels(FeedbackReport report) {
        return List.of(
                "liverun",
                "category:" + report.category().name().toLowerCase(Locale.ROOT),
                "priority:" + report.priority().name().toLowerCase(Locale.ROOT));
    }

    static String body(FeedbackReport report, Marker marker) {
        var text = new StringBuilder();
        text.append(PublicText.neutralise(report.description())).append("\n\n---\n\n");
        row(text, "Reported by", report.reportedBy());
        row(text, "Reported at", report.reportedAt());
        row(text, "Category", report.category());
        row(text, "Priority", report.priority());
        var evidence = report.evidence();
        for (var key : List.of("session_name", "environment", "version")) {
            if (evidence.get(key) != null) {
                row(text, key.replace('_', ' '), evidence.get(key));
            }
        }
        table(
                text,
                "Last results",
                evidence.get("results"),
                List.of("endpoint", "test_name", "status", "failure_class"));
        table(text, "Health at that moment", evidence.get("health"), List.of("endpoint", "status", "reason"));
        var end = "\n\n" + marker.of(report.id()) + "\n";
        return PublicText.limit(text.toString(), PublicText.MAX_BODY - end.length()) + end;
    }

    private static void row(StringBuilder text, String name, Object value) {
        text.append("- **")
                .append(name)
                .append(":** ")
                .append(PublicText.neutralise(value.toString()))
                .append('\n');
    }

    private static void table(StringBuilder text, String title, @Nullable Object rows, List<String> columns) {
        if (!(rows instanceof List<?> list) || list.isEmpty()) {
            return;
        }
        text.append("\n**").append(title).append("**\n\n|");
        columns.forEach(
                column -> text.append(' ').append(column.replace('_', ' ')).append(" |"));
        text.append("\n|").append("---|".repeat(columns.size())).append('\n');
        for (var row : list) {
            if (row instanceof Map<?, ?> cells) {
                text.append('|');
                for (var column : columns) {
                    var cell = cells.get(column);
                    text.append(' ')
                            .append(cell == null ? "" : cell(cell.toString()))
                            .append(" |");
                }
                text.append('\n');
            }
        }
    }

    private static String cell(String value) {
        return PublicText.neutralise(value).replace("|", "\\|").replaceAll("\\s+", " ");
    }
}
