package dev.liverun.session.report.format;

import dev.liverun.session.report.Comparison;
import dev.liverun.session.report.evidence.Evidence;
import dev.liverun.session.report.evidence.Report;
import dev.liverun.session.results.SessionResult;
import dev.liverun.session.results.SlowStep;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The report as a comment on GitHub: short enough for one, and nothing in it is taken for markup, a mention or a link. */
@ApplicationScoped
class MarkdownReport {

    /** GitHub takes 65,536. */
    private static final int MOST_CHARACTERS = 60_000;

    private static final int MOST_TEXT = 300;
    private static final int MOST_ROWS = 50;

    /** An address that can be nothing else, also in Markdown. */
    private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9.:-]+(/[A-Za-z0-9._~-]+)+");

    /** Where GitHub would begin a link: {@code www.}, {@code GH-12}. */
    private static final Pattern LINKING = Pattern.compile("(?i)www(?=\\.)|gh-(?=[0-9])");

    /** What may be a commit's hash: GitHub links it when there is such a commit. */
    private static final Pattern HASH =
            Pattern.compile("(?<![0-9A-Za-z])(?=[0-9]*[a-fA-F])[0-9a-fA-F]{7,}(?![0-9A-Za-z])");

    /** What is Markdown already. */
    private record Marked(String markdown) {}

    String render(Report report) {
        var text = new StringBuilder();
        var evidence = report.evidence();
        head(text, report);
        table(
                text,
                "Gates",
                List.of("Gate", "Outcome", "Why"),
                evidence.judgement().gates(),
                gate -> List.of(gate.name(), gate.outcome().name(), gate.reason()));
        table(
                text,
                "Sign-off",
                List.of("Who", "Decision", "Seal", "Why"),
                report.signOffs(),
                one -> List.of(one.displayName(), one.decision().name(), one.sealVersion(), orDash(one.reason())));
        results(text, evidence);
        table(
                text,
                "Integrations",
                List.of("Integration", "Checks", "Uptime", "p50 ms", "p95 ms", "p99 ms"),
                evidence.integrations(),
                one -> {
                    var times = one.responseTimeMs();
                    return List.of(
                            one.name() + (one.required() ? " (required)" : ""),
                            Long.toString(one.checks().total()),
                            Show.percent(one.uptime()),
                            times == null ? "–" : Long.toString(times.p50()),
                            times == null ? "–" : Long.toString(times.p95()),
                            times == null ? "–" : Long.toString(times.p99()));
                });
        table(
                text,
                "Failures",
                List.of("Test", "Integration", "Status", "Class", "Why", "Issue"),
                report.worst().stream().filter(MarkdownReport::failed).toList(),
                test -> List.of(
                        test.testName(),
                        test.endpointName(),
                        test.status(),
                        orDash(test.failureClass()),
                        orDash(test.failureReason()),
                        issue(test.githubIssueNumber(), test.githubIssueUrl())));
        table(
                text,
                "Feedback",
                List.of("Report", "Category", "Priority", "Status", "Issue"),
                evidence.feedback().items(),
                item -> {
                    var issue = item.github();
                    return List.of(
                            item.title(),
                            item.category().name(),
                            item.priority().name(),
                            item.status().name(),
                            issue == null ? "–" : issue(issue.number(), issue.url()));
                });
        var steps = evidence.slowestSteps();
        table(
                text,
                "Slowest steps",
                List.of("Step", "Test", "Integration", "Average ms", "Longest ms"),
                steps == null ? List.<SlowStep>of() : steps,
                step -> List.of(
                        step.step(),
                        step.testName(),
                        step.integration(),
                        Long.toString(step.averageMs()),
                        Long.toString(step.longestMs())));
        compared(text, evidence.comparison());
        foot(text, report);
        return text.toString();
    }

    private static void head(StringBuilder text, Report report) {
        var evidence = report.evidence();
        var session = evidence.session();
        text.append("## ")
                .append(plain(session.name()))
                .append(": ")
                .append(Show.words(evidence.judgement().verdict()))
                .append(evidence.judgement().decided() ? "" : " so far")
                .append("\n\n");
        evidence.judgement()
                .reasons()
                .forEach(reason -> text.append("- ").append(plain(reason)).append('\n'));
        text.append('\n')
                .append(session.status())
                .append(" · ")
                .append(plain(orDash(session.environment())))
                .append(" · version ")
                .append(plain(orDash(session.versionUnderTest())))
                .append(" · ")
                .append(Show.time(session.startedAt()))
                .append(" to ")
                .append(Show.time(session.endedAt()))
                .append(" · tester ")
                .append(plain(session.testerId()))
                .append("\n");
    }

    private static void results(StringBuilder text, Evidence evidence) {
        var results = evidence.results();
        text.append("\n### Results\n\n")
                .append(results.total())
                .append(" results, pass rate ")
                .append(Show.percent(results.passRate()))
                .append(", of the product ")
                .append(Show.percent(results.product().passRate()))
                .append("; failures outside the product: ")
                .append(results.product().elsewhere())
                .append('\n');
        table(
                text,
                null,
                List.of("Status", "Results"),
                List.copyOf(results.byStatus().entrySet()),
                status -> List.of(status.getKey().name(), Long.toString(status.getValue())));
        table(
                text,
                null,
                List.of("Failure class", "Results"),
                Show.failures(results),
                failures -> List.of(failures.getKey().name(), Long.toString(failures.getValue())));
    }

    private static void compared(StringBuilder text, @Nullable Comparison comparison) {
        if (comparison != null) {
            text.append("\n### Against session ")
                    .append(comparison.baselineId())
                    .append("\n\n");
            Show.compared(comparison).forEach((what, tests) -> {
                text.append("- ").append(what).append(": ").append(tests.size()).append('\n');
                var left = fit(text, tests, test -> "  - " + plain(test.testName() + " on " + test.integration()));
                if (left > 0) {
                    text.append("  - … and ").append(left).append(" more\n");
                }
            });
        }
    }

    private static void foot(StringBuilder text, Report report) {
        var seal = report.seal();
        text.append("\nSession ")
                .append(report.evidence().session().id())
                .append(", version ")
                .append(report.evidence().session().version())
                .append(", ")
                .append(seal == null ? "not sealed yet" : "seal " + seal.version())
                .append(". SHA-256 over the evidence: `")
                .append(report.sha256())
                .append("`\n");
    }

    private static <T> void table(
            StringBuilder text,
            @Nullable String title,
            List<String> columns,
            List<T> rows,
            Function<T, List<?>> cells) {
        if (rows.isEmpty()) {
            return;
        }
        if (title != null) {
            text.append("\n### ").append(title).append('\n');
        }
        text.append("\n| ").append(String.join(" | ", columns)).append(" |\n");
        text.append("|---".repeat(columns.size())).append("|\n");
        var left = fit(text, rows, row -> {
            var line = new StringBuilder("|");
            cells.apply(row)
                    .forEach(cell -> line.append(' ').append(marked(cell)).append(" |"));
            return line.toString();
        });
        if (left > 0) {
            text.append("\n… and ").append(left).append(" more.\n");
        }
    }

    /**
     * As many lines as a comment can hold.
     *
     * @return how many are left
     */
    private static <T> int fit(StringBuilder text, List<T> rows, Function<T, String> lines) {
        int shown = 0;
        for (var row : rows) {
            var line = lines.apply(row);
            if (shown == MOST_ROWS || text.length() + line.length() > MOST_CHARACTERS) {
                break;
            }
            text.append(line).append('\n');
            shown++;
        }
        return rows.size() - shown;
    }

    private static String marked(Object cell) {
        return cell instanceof Marked marked ? marked.markdown() : plain(cell.toString());
    }

    private static Object issue(@Nullable Integer number, @Nullable String url) {
        if (number == null) {
            return "–";
        }
        var text = "issue " + number;
        return url != null && ADDRESS.matcher(url).matches() ? new Marked("[" + text + "](" + url + ")") : text;
    }

    private static boolean failed(SessionResult test) {
        return test.status().equals("FAILED") || test.status().equals("ERROR");
    }

    private static String orDash(@Nullable String text) {
        return text == null || text.isBlank() ? "–" : text;
    }

    /** On one line, and as nothing but text: what Markdown or GitHub would act on is escaped or broken up. */
    static String plain(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        if (line.length() > MOST_TEXT) {
            line = line.substring(0, MOST_TEXT - 1) + "…";
        }
        line = LINKING.matcher(line).replaceAll("$0\u200B");
        line = HASH.matcher(line).replaceAll(hash -> hash.group().replaceAll(".{6}(?=.)", "$0\u200B"));
        var plain = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (c) {
                case '<' -> plain.append("&lt;");
                case '>' -> plain.append("&gt;");
                case '&' -> plain.append("&amp;");
                // Mentions, references and addresses begin with these; what nobody sees keeps them from beginning.
                case '@', '#' -> plain.append(c).append('\u200B');
                case ':' -> plain.append(i + 2 < line.length() && line.startsWith("//", i + 1) ? ":\u200B" : ":");
                case '\\', '`', '*', '_', '{', '}', '[', ']', '(', ')', '!', '|', '~' ->
                    plain.append('\\').append(c);
                default -> plain.append(c);
            }
        }
        return plain.toString();
    }
}
