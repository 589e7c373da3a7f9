package dev.liverun.session.report.format;

import dev.liverun.session.report.Comparison;
import dev.liverun.session.report.evidence.Evidence;
import dev.liverun.session.report.evidence.Report;
import dev.liverun.session.results.SessionResult;
import dev.liverun.session.results.SlowStep;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The report as a comment on GitHub: short enough for one, and nothing in it is taken for markup, a mention or a link. */
@ApplicationScoped
class MarkdownReport {

    /** GitHub takes 65,536. */
    private static final int MOST_CHARACTERS = 60_000;

    private static final int MOST_TEXT = 300;
    private static final int MOST_ROWS = 50;

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
                        test.githubIssueNumber() == null ? "–" : "issue " + test.githubIssueNumber()));
        table(
                text,
                "Feedback",
                List.of("Report", "Category", "Priority", "Status"),
                evidence.feedback().items(),
                item -> List.of(
                        item.title(),
                        item.category().name(),
                        item.priority().name(),
                        item.status().name()));
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
        table(
                text,
                "Sign-off",
                List.of("Who", "Decision", "Why"),
                report.signOffs(),
                one -> List.of(one.displayName(), one.decision().name(), orDash(one.reason())));
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
    }

    private static void compared(StringBuilder text, @Nullable Comparison comparison) {
        if (comparison != null) {
            text.append("\n### Against session ")
                    .append(comparison.baselineId())
                    .append("\n\n");
            tests(text, "Fails anew", comparison.newlyFailing());
            tests(text, "Fixed", comparison.fixed());
            tests(text, "Still fails", comparison.stillFailing());
            tests(text, "Did not run", comparison.notRun());
        }
    }

    private static void tests(StringBuilder text, String what, List<Comparison.Test> tests) {
        text.append("- ").append(what).append(": ").append(tests.size());
        tests.stream().limit(MOST_ROWS).forEach(test -> text.append("\n  - ")
                .append(plain(test.testName() + " on " + test.integration())));
        text.append('\n');
    }

    private static void foot(StringBuilder text, Report report) {
        var seal = report.seal();
        text.append("\nSession ")
                .append(report.evidence().session().id())
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
            Function<T, List<String>> cells) {
        if (rows.isEmpty()) {
            return;
        }
        if (title != null) {
            text.append("\n### ").append(title).append('\n');
        }
        text.append("\n| ").append(String.join(" | ", columns)).append(" |\n");
        text.append("|---".repeat(columns.size())).append("|\n");
        int shown = 0;
        for (var row : rows) {
            var line = new StringBuilder("|");
            cells.apply(row)
                    .forEach(cell -> line.append(' ').append(plain(cell)).append(" |"));
            if (shown == MOST_ROWS || text.length() + line.length() > MOST_CHARACTERS) {
                text.append("\n… and ").append(rows.size() - shown).append(" more.\n");
                return;
            }
            text.append(line).append('\n');
            shown++;
        }
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
        var plain = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            switch (c) {
                case '<' -> plain.append("&lt;");
                case '>' -> plain.append("&gt;");
                case '&' -> plain.append("&amp;");
                // Mentions, references and bare addresses begin with these; what nobody sees keeps them from beginning.
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
