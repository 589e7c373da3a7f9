package dev.liverun.feedback.github.text;

import dev.liverun.feedback.publicity.PublicText;
import dev.liverun.feedback.reports.FeedbackReport;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A report as an issue. The description stands between two marks, so that what people change of it on GitHub can be taken
 * over, whatever stands around it.
 */
public final class IssueText {

    /** Placeholders of a template: the first has to be in it. */
    public static final String DESCRIPTION = "{description}";

    public static final String DETAILS = "{details}";
    private static final String TEMPLATE = DESCRIPTION + "\n\n" + DETAILS;

    private static final String BEGIN = "<!-- liverun:description -->";
    private static final String END = "<!-- /liverun:description -->";
    /** In place of the end, where the rest was left out: what is there is not the whole. */
    private static final String CUT_END = "<!-- /liverun:description cut -->";

    private static final Pattern BETWEEN =
            Pattern.compile(Pattern.quote(BEGIN) + "\\n?(.*?)\\n?" + Pattern.quote(END), Pattern.DOTALL);

    private static final int MAX_INLINE = 200;
    private static final int MAX_ROWS = 20;

    private IssueText() {}

    public static String title(FeedbackReport report) {
        return PublicText.title(report.title());
    }

    /**
     * The description is what is cut if it does not fit; what stands around it is kept whole, the marker above all.
     *
     * @param rest where the whole text is
     */
    public static String body(FeedbackReport report, Marker marker, @Nullable String template, Optional<URI> rest) {
        var frame = template == null ? TEMPLATE : template;
        int at = frame.indexOf(DESCRIPTION);
        var details = details(report);
        var before = frame.substring(0, at).replace(DETAILS, details) + BEGIN + "\n";
        var after = frame.substring(at + DESCRIPTION.length()).replace(DETAILS, details) + "\n\n"
                + marker.of(report.id()) + "\n";
        int left = PublicText.MAX_BODY - before.length() - after.length() - CUT_END.length() - 1;
        var whole = PublicText.quote(report.description());
        return whole.length() <= left
                ? before + whole + "\n" + END + after
                : before + PublicText.cut(whole, left, rest) + "\n" + CUT_END + after;
    }

    /** What the body says as description; null where it was cut, or where the marks are gone. */
    public static @Nullable String description(@Nullable String body) {
        if (body == null) {
            return null;
        }
        var between = BETWEEN.matcher(body.replace("\r\n", "\n"));
        return between.find() ? comparable(PublicText.unquote(between.group(1))) : null;
    }

    /** As it comes back from GitHub. */
    public static String comparable(String description) {
        return PublicText.typed(description.replace("\r\n", "\n").strip());
    }

    /** A comment, with who said it and a mark by which it is found again. */
    public static String comment(String author, String body, String mark) {
        var end = "\n\n" + mark + "\n";
        var head = "**" + PublicText.neutralise(PublicText.person(author)) + "** in Liverun:\n\n";
        var quoted = PublicText.quote(body);
        int left = PublicText.MAX_BODY - head.length() - end.length();
        return head + (quoted.length() <= left ? quoted : PublicText.cut(quoted, left, Optional.empty())) + end;
    }

    private static String details(FeedbackReport report) {
        var text = new StringBuilder();
        row(text, "Reported by", PublicText.person(report.reportedBy()));
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
