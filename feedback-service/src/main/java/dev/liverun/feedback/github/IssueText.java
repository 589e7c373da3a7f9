package dev.liverun.feedback.github;

import dev.liverun.feedback.publicity.PublicText;
import dev.liverun.feedback.reports.FeedbackReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report as an issue: its title, body and labels. */
final class IssueText {

    private static final int MAX_INLINE = 200;
    private static final int MAX_ROWS = 20;

    private IssueText() {}

    static String title(FeedbackReport report) {
        return PublicText.title(report.title());
    }

    static List<String> labels(FeedbackReport report) {
        return List.of(
                "liverun",
                "category:" + report.category().name().toLowerCase(Locale.ROOT),
                "priority:" + report.priority().name().toLowerCase(Locale.ROOT));
    }

    /** The description is what is cut if it does not fit; what follows it is kept whole, the marker above all. */
    static String body(FeedbackReport report, Marker marker) {
        var evidence = evidence(report) + "\n" + marker.of(report.id()) + "\n";
        return PublicText.quote(report.description(), PublicText.MAX_BODY - evidence.length()) + evidence;
    }

    private static String evidence(FeedbackReport report) {
        var text = new StringBuilder("\n\n");
        row(text, "Reported by", report.reportedBy());
        row(text, "Reported at", report.reportedAt());
        row(text, "Category", report.category());
        row(text, "Priority", report.priority());
        var evidence = report.evidence();
        row(text, "Session", evidence.get("session_name"));
        row(text, "Environment", evidence.get("environment"));
        row(text, "Version", evidence.get("version"));
        table(
                text,
                "Last results",
                evidence.get("results"),
                List.of("endpoint", "test_name", "status", "failure_class"));
        table(text, "Health at that moment", evidence.get("health"), List.of("endpoint", "status", "reason"));
        return text.toString();
    }

    private static void row(StringBuilder text, String name, @Nullable Object value) {
        if (value != null) {
            text.append("- **")
                    .append(name)
                    .append(":** ")
                    .append(inline(value))
                    .append('\n');
        }
    }

    private static void table(StringBuilder text, String title, @Nullable Object rows, List<String> columns) {
        if (!(rows instanceof List<?> list) || list.isEmpty()) {
            return;
        }
        text.append("\n**").append(title).append("**\n\n|");
        columns.forEach(
                column -> text.append(' ').append(column.replace('_', ' ')).append(" |"));
        text.append("\n|").append("---|".repeat(columns.size())).append('\n');
        for (var row : list.subList(0, Math.min(MAX_ROWS, list.size()))) {
            if (row instanceof Map<?, ?> cells) {
                text.append('|');
                for (var column : columns) {
                    var cell = cells.get(column);
                    text.append(' ').append(cell == null ? "" : inline(cell)).append(" |");
                }
                text.append('\n');
            }
        }
    }

    /** In one line, a table's cell or not; nothing that stands in evidence needs more. */
    private static String inline(Object value) {
        var line = PublicText.neutralise(value.toString()).replace("|", "\\|").replaceAll("\\s+", " ");
        return line.length() <= MAX_INLINE ? line : line.substring(0, MAX_INLINE) + "…";
    }
}
