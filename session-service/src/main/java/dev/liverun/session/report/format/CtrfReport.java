package dev.liverun.session.report.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.api.export.Exports;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.session.report.evidence.Evidence;
import dev.liverun.session.report.evidence.Report;
import dev.liverun.session.report.format.JsonReport.Json;
import dev.liverun.session.results.SessionResult;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Common Test Report Format (ctrf.io), so that dashboards and bots of others read it. */
@ApplicationScoped
class CtrfReport {

    private final ObjectMapper mapper;

    CtrfReport(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    Multi<byte[]> render(Report report) {
        return Exports.of(
                out -> Json.into(out, mapper),
                List.of(
                        Exports.part(json -> head(json.out(), report)),
                        Exports.part(report.tests(), (json, test) -> write(json.out(), test)),
                        Exports.part(json -> tail(json.out(), report))));
    }

    private static void head(JsonGenerator out, Report report) throws IOException {
        var evidence = report.evidence();
        var byStatus = evidence.results().byStatus();
        out.writeStartObject();
        out.writeStringField("reportFormat", "CTRF");
        out.writeStringField("specVersion", "0.0.0");
        out.writeStringField("timestamp", report.generatedAt().toString());
        out.writeStringField("generatedBy", "Liverun");
        out.writeObjectFieldStart("results");
        out.writeObjectFieldStart("tool");
        out.writeStringField("name", "Liverun");
        out.writeEndObject();
        out.writeObjectFieldStart("summary");
        out.writeNumberField("tests", evidence.results().total());
        out.writeNumberField("passed", count(byStatus, TestStatus.PASSED));
        out.writeNumberField("failed", count(byStatus, TestStatus.FAILED));
        out.writeNumberField("skipped", count(byStatus, TestStatus.SKIPPED));
        out.writeNumberField("pending", 0);
        out.writeNumberField("other", count(byStatus, TestStatus.ERROR));
        out.writeNumberField("start", millis(evidence.session().startedAt()));
        out.writeNumberField("stop", millis(stop(evidence, report)));
        out.writeEndObject();
        out.writeArrayFieldStart("tests");
    }

    private static void write(JsonGenerator out, SessionResult test) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", test.testName());
        out.writeStringField("status", status(TestStatus.valueOf(test.status())));
        out.writeNumberField("duration", test.durationMs());
        out.writeNumberField("start", test.startedAt().toEpochMilli());
        out.writeNumberField("stop", test.completedAt().toEpochMilli());
        out.writeArrayFieldStart("suite");
        out.writeString(test.endpointName());
        out.writeEndArray();
        out.writeStringField("rawStatus", test.status());
        if (test.failureReason() != null) {
            out.writeStringField("message", test.failureReason());
        }
        if (test.errorDetails() != null) {
            out.writeStringField("trace", test.errorDetails());
        }
        out.writeObjectFieldStart("extra");
        out.writeStringField("result_id", test.id().toString());
        if (test.failureClass() != null) {
            out.writeStringField("failure_class", test.failureClass());
        }
        if (test.githubIssueUrl() != null) {
            out.writeStringField("github_issue_url", test.githubIssueUrl());
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void tail(JsonGenerator out, Report report) throws IOException {
        var session = report.evidence().session();
        out.writeEndArray();
        out.writeObjectFieldStart("environment");
        out.writeStringField("reportName", session.name());
        if (session.environment() != null) {
            out.writeStringField("testEnvironment", session.environment());
        }
        if (session.versionUnderTest() != null) {
            out.writeStringField("buildName", session.versionUnderTest());
        }
        out.writeEndObject();
        out.writeEndObject();
        out.writeObjectFieldStart("extra");
        out.writeStringField("session_id", session.id().toString());
        out.writeNumberField("session_version", session.version());
        out.writeStringField("verdict", report.evidence().judgement().verdict().name());
        out.writeStringField("sha256", report.sha256());
        if (report.seal() != null) {
            out.writeNumberField("seal_version", report.seal().version());
        }
        out.writeEndObject();
    }

    private static Instant stop(Evidence evidence, Report report) {
        var ended = evidence.session().endedAt();
        return ended == null ? report.generatedAt() : ended;
    }

    private static long millis(@Nullable Instant time) {
        return time == null ? 0 : time.toEpochMilli();
    }

    private static long count(Map<TestStatus, Long> byStatus, TestStatus status) {
        return byStatus.getOrDefault(status, 0L);
    }

    private static String status(TestStatus status) {
        return switch (status) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case SKIPPED -> "skipped";
            case ERROR -> "other";
        };
    }
}
