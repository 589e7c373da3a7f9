package dev.liverun.session.report.format;

import dev.liverun.session.report.evidence.Evidence;
import dev.liverun.session.report.evidence.Report;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report on paper. */
@ApplicationScoped
class PdfReport {

    byte[] render(Report report) {
        var evidence = report.evidence();
        var session = evidence.session();
        var page = new PdfPage(session.name(), "Session " + session.id() + " · SHA-256 " + report.sha256());
        page.title(session.name(), "Liverun session report · " + session.id());
        if (session.description() != null) {
            page.text(session.description());
        }
        page.verdict(
                Show.words(evidence.judgement().verdict())
                        + (evidence.judgement().decided() ? "" : " so far: the session has not ended"),
                Show.tone(evidence.judgement().verdict()),
                evidence.judgement().reasons());
        page.facts(facts(report));
        page.heading("Gates");
        page.table(
                List.of("Gate", "Outcome", "Why"),
                new float[] {3, 2, 8},
                evidence.judgement().gates().stream()
                        .map(gate -> row(gate.name(), gate.outcome(), gate.reason()))
                        .toList());
        results(page, evidence);
        integrations(page, evidence);
        feedback(page, evidence);
        tests(page, report);
        page.heading("What happened");
        page.table(
                List.of("When", "What", "By"),
                new float[] {3, 8, 2},
                evidence.timeline().stream()
                        .map(entry -> row(
                                Show.time(entry.at()),
                                entry.kind().equals("note") ? entry.data().get("text") : entry.title(),
                                entry.actor()))
                        .toList());
        return page.finish();
    }

    private static List<List<String>> facts(Report report) {
        var session = report.evidence().session();
        var seal = report.seal();
        return List.of(
                row("Status", session.status() + (session.endReason() == null ? "" : ": " + session.endReason())),
                row("Environment", session.environment()),
                row("Version under test", session.versionUnderTest()),
                row("Tester", session.testerId()),
                row("Started", Show.time(session.startedAt())),
                row("Ended", Show.time(session.endedAt())),
                row("Time active, without pauses", Show.millis(report.activeMs())),
                row(
                        "Participants",
                        session.participants().stream()
                                .map(person -> person.subject() + " (" + person.role() + ")")
                                .collect(Collectors.joining(", "))),
                row(
                        "Sign-off",
                        report.signOffs().stream()
                                .map(one -> one.displayName() + " " + one.decision() + " seal " + one.sealVersion()
                                        + (one.reason() == null ? "" : ": " + one.reason()))
                                .collect(Collectors.joining("; "))),
                row(
                        "Evidence",
                        seal == null
                                ? "not sealed yet, as of " + Show.time(report.generatedAt())
                                : "seal " + seal.version() + " of " + Show.time(seal.sealedAt())),
                row("Session version", session.version()),
                row("SHA-256 over the evidence", report.sha256()));
    }

    private static void results(PdfPage page, Evidence evidence) {
        var results = evidence.results();
        page.heading("Results");
        page.text(results.total() + " results; pass rate " + Show.percent(results.passRate())
                + ", of the product " + Show.percent(results.product().passRate())
                + "; failures outside the product: " + results.product().elsewhere());
        results.byStatus()
                .forEach((status, count) -> page.bar(
                        status + ": " + count,
                        Show.tone(status),
                        results.total() == 0 ? 0 : (float) count / results.total()));
        var failures = Show.failures(results);
        if (!failures.isEmpty()) {
            page.table(
                    List.of("Failure class", "Results"),
                    new float[] {3, 9},
                    failures.stream()
                            .map(failure -> row(failure.getKey(), failure.getValue()))
                            .toList());
        }
        if (!evidence.slowest().isEmpty()) {
            page.heading("Slowest tests");
            page.table(
                    List.of("Test", "Integration", "Results", "Average ms", "Longest ms"),
                    new float[] {5, 3, 2, 2, 2},
                    evidence.slowest().stream()
                            .map(test -> row(
                                    test.testName(),
                                    test.integration(),
                                    test.results(),
                                    test.averageMs(),
                                    test.longestMs()))
                            .toList());
        }
        var steps = evidence.slowestSteps();
        if (steps != null && !steps.isEmpty()) {
            page.heading("Slowest steps");
            page.table(
                    List.of("Step", "Test", "Integration", "Average ms", "Longest ms"),
                    new float[] {4, 4, 3, 2, 2},
                    steps.stream()
                            .map(step -> row(
                                    step.step(),
                                    step.testName(),
                                    step.integration(),
                                    step.averageMs(),
                                    step.longestMs()))
                            .toList());
        }
        var comparison = evidence.comparison();
        if (comparison != null) {
            page.heading("Against session " + comparison.baselineId());
            Show.compared(comparison).forEach((what, tests) -> {
                page.text(what + ": " + tests.size()
                        + (tests.size() > Report.SHOWN ? ", of which the first " + Report.SHOWN : ""));
                if (!tests.isEmpty()) {
                    page.table(
                            List.of("Test", "Integration"),
                            new float[] {6, 4},
                            tests.stream()
                                    .limit(Report.SHOWN)
                                    .map(test -> row(test.testName(), test.integration()))
                                    .toList());
                }
            });
        }
    }

    private static void integrations(PdfPage page, Evidence evidence) {
        page.heading("Integrations");
        page.table(
                List.of("Integration", "Checks", "Uptime", "p50 ms", "p95 ms", "p99 ms"),
                new float[] {5, 2, 2, 2, 2, 2},
                evidence.integrations().stream()
                        .map(one -> {
                            var times = one.responseTimeMs();
                            return row(
                                    one.name() + (one.required() ? " (required)" : ""),
                                    one.checks().total(),
                                    Show.percent(one.uptime()),
                                    times == null ? null : times.p50(),
                                    times == null ? null : times.p95(),
                                    times == null ? null : times.p99());
                        })
                        .toList());
    }

    private static void feedback(PdfPage page, Evidence evidence) {
        page.heading("Feedback");
        page.text("Filed: " + evidence.feedback().total() + "; still open: "
                + evidence.feedback().open());
        page.table(
                List.of("Report", "Category", "Priority", "Status", "GitHub"),
                new float[] {6, 3, 2, 2, 4},
                evidence.feedback().items().stream()
                        .map(item -> {
                            var issue = item.github();
                            return row(
                                    item.title(),
                                    item.category(),
                                    item.priority(),
                                    item.status(),
                                    issue == null
                                            ? null
                                            : "#" + issue.number() + " " + issue.state() + "\n"
                                                    + Objects.toString(issue.url(), ""));
                        })
                        .toList());
    }

    private static void tests(PdfPage page, Report report) {
        long total = report.evidence().results().total();
        page.heading("Tests");
        if (total > report.worst().size()) {
            page.text("The first " + report.worst().size() + " of " + total
                    + ", failures before others; all of them are in the XLSX, CSV and JSON reports.");
        }
        page.table(
                List.of("Test", "Integration", "Status", "ms", "Assertions", "Failure"),
                new float[] {4, 3, 2, 2, 2, 6},
                report.worst().stream()
                        .map(test -> row(
                                test.testName(),
                                test.endpointName(),
                                test.status(),
                                test.durationMs(),
                                test.assertionsPassed() + "/" + test.assertionsTotal(),
                                test.failureClass() == null
                                        ? test.failureReason()
                                        : test.failureClass() + " " + Objects.toString(test.failureReason(), "")))
                        .toList());
    }

    private static List<String> row(@Nullable Object... values) {
        return java.util.Arrays.stream(values)
                .map(value -> value == null || value.toString().isBlank() ? "–" : value.toString())
                .toList();
    }
}
