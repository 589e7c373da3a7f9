package dev.liverun.session.report.format;

import dev.liverun.api.export.Exports;
import dev.liverun.api.export.TableFormat;
import dev.liverun.api.export.TableWriter;
import dev.liverun.session.report.evidence.Report;
import dev.liverun.session.results.SessionResult;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;

/** One row of the session, then one of each result: a table that any program reads without knowing of sections. */
@ApplicationScoped
class CsvReport {

    private static final List<String> COLUMNS = List.of(
            "record",
            "session_id",
            "id",
            "name",
            "integration",
            "status",
            "verdict",
            "failure_class",
            "reason",
            "error_details",
            "started_at",
            "ended_at",
            "duration_ms",
            "assertions_passed",
            "assertions_total",
            "github_issue_number",
            "github_issue_url",
            "version_under_test",
            "sha256",
            "session_version");

    Multi<byte[]> render(Report report) {
        var sessionId = report.evidence().session().id();
        return Exports.of(
                TableFormat.CSV::into,
                List.of(
                        Exports.part(table -> head(table, report)),
                        Exports.part(report.tests(), (table, test) -> write(table, sessionId, test))));
    }

    private static void head(TableWriter table, Report report) throws IOException {
        var evidence = report.evidence();
        var session = evidence.session();
        table.begin("report", COLUMNS);
        table.row(
                "session",
                session.id(),
                session.id(),
                session.name(),
                null,
                session.status(),
                evidence.judgement().verdict(),
                null,
                String.join(" ", evidence.judgement().reasons()),
                session.endReason(),
                session.startedAt(),
                session.endedAt(),
                report.activeMs(),
                null,
                null,
                null,
                null,
                session.versionUnderTest(),
                report.sha256(),
                session.version());
    }

    private static void write(TableWriter table, Object sessionId, SessionResult test) throws IOException {
        table.row(
                "result",
                sessionId,
                test.id(),
                test.testName(),
                test.endpointName(),
                test.status(),
                null,
                test.failureClass(),
                test.failureReason(),
                test.errorDetails(),
                test.startedAt(),
                test.completedAt(),
                test.durationMs(),
                test.assertionsPassed(),
                test.assertionsTotal(),
                test.githubIssueNumber(),
                test.githubIssueUrl(),
                null,
                null,
                null);
    }
}
