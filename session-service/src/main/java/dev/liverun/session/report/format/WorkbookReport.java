package dev.liverun.session.report.format;

import dev.liverun.api.export.Exports;
import dev.liverun.api.export.TableFormat;
import dev.liverun.api.export.TableWriter;
import dev.liverun.session.health.IntegrationHealth;
import dev.liverun.session.report.Comparison;
import dev.liverun.session.report.evidence.Evidence;
import dev.liverun.session.report.evidence.Report;
import dev.liverun.session.results.SessionResult;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report as a workbook: a sheet for each of its parts. */
@ApplicationScoped
class WorkbookReport {

    Multi<byte[]> render(Report report) {
        var evidence = report.evidence();
        return Exports.of(
                TableFormat.XLSX::into,
                List.of(
                        Exports.part(book -> {
                            summary(book, report);
                            people(book, report);
                            gates(book, evidence);
                            integrations(book, evidence);
                            feedback(book, evidence);
                            slowest(book, evidence);
                            compared(book, evidence.comparison());
                            timeline(book, evidence);
                            book.begin(
                                    "Tests",
                                    List.of(
                                            "completed_at",
                                            "test",
                                            "integration",
                                            "status",
                                            "failure_class",
                                            "reason",
                                            "error_details",
                                            "duration_ms",
                                            "assertions_passed",
                                            "assertions_total",
                                            "github_issue",
                                            "result_id"));
                        }),
                        Exports.part(report.tests(), WorkbookReport::write)));
    }

    private static void summary(TableWriter book, Report report) throws IOException {
        var evidence = report.evidence();
        var session = evidence.session();
        var results = evidence.results();
        book.begin("Summary", List.of("what", "value"));
        book.row("session", session.name());
        book.row("session_id", session.id());
        book.row("status", session.status());
        book.row("verdict", evidence.judgement().verdict());
        for (var reason : evidence.judgement().reasons()) {
            book.row("reason", reason);
        }
        book.row("environment", session.environment());
        book.row("version_under_test", session.versionUnderTest());
        book.row("tester", session.testerId());
        book.row("started_at", session.startedAt());
        book.row("ended_at", session.endedAt());
        book.row("active_ms", report.activeMs());
        book.row("results", results.total());
        for (var status : results.byStatus().entrySet()) {
            book.row("results " + status.getKey(), status.getValue());
        }
        for (var failures : results.byFailureClass().entrySet()) {
            book.row("failures " + failures.getKey(), failures.getValue());
        }
        book.row("pass_rate", results.passRate());
        book.row("product_pass_rate", results.product().passRate());
        book.row("failures_outside_the_product", results.product().elsewhere());
        book.row("feedback", evidence.feedback().total());
        book.row("feedback_open", evidence.feedback().open());
        book.row("session_version", session.version());
        book.row("seal_version", report.seal() == null ? null : report.seal().version());
        book.row("generated_at", report.generatedAt());
        book.row("sha256", report.sha256());
    }

    private static void people(TableWriter book, Report report) throws IOException {
        book.begin("Participants", List.of("who", "role"));
        for (var person : report.evidence().session().participants()) {
            book.row(person.subject(), person.role());
        }
        book.begin("Sign-off", List.of("who", "decision", "seal_version", "reason", "at"));
        for (var one : report.signOffs()) {
            book.row(one.displayName(), one.decision(), one.sealVersion(), one.reason(), one.at());
        }
    }

    private static void gates(TableWriter book, Evidence evidence) throws IOException {
        book.begin("Gates", List.of("gate", "outcome", "reason"));
        for (var gate : evidence.judgement().gates()) {
            book.row(gate.name(), gate.outcome(), gate.reason());
        }
    }

    private static void integrations(TableWriter book, Evidence evidence) throws IOException {
        book.begin(
                "Integrations",
                List.of(
                        "integration",
                        "required",
                        "checks",
                        "healthy",
                        "degraded",
                        "unhealthy",
                        "timeout",
                        "rate_limited",
                        "uptime",
                        "p50_ms",
                        "p95_ms",
                        "p99_ms"));
        for (var one : evidence.integrations()) {
            integration(book, one);
        }
    }

    private static void integration(TableWriter book, IntegrationHealth one) throws IOException {
        var checks = one.checks();
        var times = one.responseTimeMs();
        book.row(
                one.name(),
                one.required(),
                checks.total(),
                checks.healthy(),
                checks.degraded(),
                checks.unhealthy(),
                checks.timeout(),
                checks.rateLimited(),
                one.uptime(),
                times == null ? null : times.p50(),
                times == null ? null : times.p95(),
                times == null ? null : times.p99());
    }

    private static void feedback(TableWriter book, Evidence evidence) throws IOException {
        book.begin(
                "Feedback",
                List.of("title", "category", "priority", "status", "reported_by", "reported_at", "issue", "issue_url"));
        for (var report : evidence.feedback().items()) {
            var issue = report.github();
            book.row(
                    report.title(),
                    report.category(),
                    report.priority(),
                    report.status(),
                    report.reportedBy(),
                    report.reportedAt(),
                    issue == null ? null : issue.number(),
                    issue == null ? null : issue.url());
        }
    }

    private static void slowest(TableWriter book, Evidence evidence) throws IOException {
        book.begin("Slowest", List.of("test", "integration", "results", "average_ms", "longest_ms"));
        for (var test : evidence.slowest()) {
            book.row(test.testName(), test.integration(), test.results(), test.averageMs(), test.longestMs());
        }
        var steps = evidence.slowestSteps();
        if (steps != null) {
            book.begin("Slowest steps", List.of("step", "test", "integration", "results", "average_ms", "longest_ms"));
            for (var step : steps) {
                book.row(
                        step.step(),
                        step.testName(),
                        step.integration(),
                        step.results(),
                        step.averageMs(),
                        step.longestMs());
            }
        }
    }

    private static void compared(TableWriter book, @Nullable Comparison comparison) throws IOException {
        if (comparison != null) {
            book.begin("Comparison", List.of("what", "test", "integration", "against_session"));
            for (var group : Show.compared(comparison).entrySet()) {
                for (var test : group.getValue()) {
                    book.row(group.getKey(), test.testName(), test.integration(), comparison.baselineId());
                }
            }
        }
    }

    private static void timeline(TableWriter book, Evidence evidence) throws IOException {
        book.begin("Timeline", List.of("at", "kind", "what", "by"));
        for (var entry : evidence.timeline()) {
            var text = entry.kind().equals("note") ? entry.data().get("text") : entry.title();
            book.row(entry.at(), entry.kind(), text, entry.actor());
        }
    }

    private static void write(TableWriter book, SessionResult test) throws IOException {
        book.row(
                test.completedAt(),
                test.testName(),
                test.endpointName(),
                test.status(),
                test.failureClass(),
                test.failureReason(),
                test.errorDetails(),
                test.durationMs(),
                test.assertionsPassed(),
                test.assertionsTotal(),
                test.githubIssueUrl(),
                test.id());
    }
}
