package dev.liverun.runner.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.contract.StepTime;
import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.redaction.KnownSecrets;
import dev.liverun.integrations.redaction.Redactor;
import dev.liverun.runner.engine.Execution;
import dev.liverun.runner.engine.ExecutionReport;
import dev.liverun.runner.engine.Outcomes;
import dev.liverun.runner.engine.StepRecord;
import dev.liverun.runner.engine.asserting.AssertionResult;
import dev.liverun.runner.workflow.reading.InvalidWorkflowException;
import dev.liverun.runner.workflow.reading.WorkflowReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecorderTest {

    private static final String CANARY = "canary-5d41402abc4b2a76";
    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");

    private final KnownSecrets known = new KnownSecrets();
    private final Recorder recorder = new Recorder(new Redactor(known), known, new RecordingConfig() {
        @Override
        public int maxBody() {
            return 1000;
        }

        @Override
        public int maxBodies() {
            return 2500;
        }
    });

    @Test
    void aSecretIsNowhereInTheRecordHoweverItIsWritten() {
        var request = OutgoingRequest.to("POST", "/a?x=" + CANARY)
                .header("X-Anything", "v " + CANARY)
                .body("application/json", "{\"a\": \"" + CANARY + "\", \"password\": \"hunter2-hunter2\"}")
                .build();
        var outcome = Outcomes.json(
                200, "{\"echo\": [\"" + CANARY + "\"], \"token\": \"unknown-value-1\"}", "Set-Cookie", "sid=1");

        var recorded = record(
                request,
                outcome,
                Set.of(CANARY),
                List.of(
                        AssertionResult.implied("a", "equals", "jsonpath $.echo", CANARY, List.of(CANARY), null),
                        AssertionResult.implied(
                                "a", "equals", "jsonpath $.access_token", "unknown-value-2", "unknown-value-2", null)));

        var everything = recorded.requestData() + recorded.responseData() + recorded.assertions() + recorded.outcomes();
        assertThat(everything)
                .doesNotContain(CANARY, "hunter2", "unknown-value", "sid=1")
                .contains("[REDACTED]");
    }

    @Test
    void whatPostgresCannotStoreIsReplaced() {
        var body = "text \0 with NUL";
        var outcome = Outcomes.json(200, body);

        var recorded = record(
                OutgoingRequest.get("/"),
                outcome,
                Set.of(),
                List.of(AssertionResult.implied("a", "equals", "body", "\0", "\\u0000 and \0", null)));

        assertThat(recorded.responseData()).doesNotContain("\\u0000 with");
        assertThat(StoredJson.tree(recorded.responseData()).toString()).contains("text \uFFFD with NUL");
        assertThat(StoredJson.tree(recorded.assertions()).at("/0/actual").asText())
                .isEqualTo("\\u0000 and \uFFFD");
    }

    @Test
    void bytesThatAreNoTextAreKeptAsBase64() {
        var outcome = Outcomes.answered(200, Headers.empty(), Body.of(new byte[] {(byte) 0xff, 0, 1}), 200);

        var recorded = record(OutgoingRequest.get("/"), outcome, Set.of(), List.of());

        assertThat(StoredJson.tree(recorded.responseData())
                        .at("/steps/0/body/base64")
                        .asText())
                .isEqualTo("/wAB");
    }

    @Test
    void largeBodiesAreCutWithANote() {
        var outcome = Outcomes.answered(200, Headers.empty(), Body.utf8("x".repeat(5000)), 200);

        var body = StoredJson.tree(record(OutgoingRequest.get("/"), outcome, Set.of(), List.of())
                        .responseData())
                .at("/steps/0/body");

        assertThat(body.at("/text").asText()).hasSize(1000);
        assertThat(body.at("/size").asInt()).isEqualTo(5000);
        assertThat(body.at("/note").asText()).isEqualTo("cut: the first 1000 of 5000 bytes");
    }

    @Test
    void allBodiesTogetherAreBounded() {
        var outcome = Outcomes.answered(200, Headers.empty(), Body.utf8("x".repeat(1000)), 200);
        List<StepRecord> steps = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            steps.add(step(OutgoingRequest.get("/"), outcome, List.of()));
        }

        var recorded = recorder.record(
                execution(),
                RecordedSteps.NONE,
                new ExecutionReport(Instant.EPOCH, Instant.EPOCH, steps, Set.of()),
                List.of());

        assertThat(recorded.responseData()).hasSizeLessThan(8000);
        assertThat(StoredJson.tree(recorded.responseData())
                        .at("/steps/4/body/note")
                        .asText())
                .startsWith("left out");
    }

    @Test
    void aLargeValueOfAnAssertionIsShortened() {
        var recorded = record(
                OutgoingRequest.get("/"),
                Outcomes.json(200, "{}"),
                Set.of(),
                List.of(AssertionResult.implied("a", "equals", "body", null, Collections.nCopies(5000, 1), null)));

        assertThat(recorded.assertions()).hasSizeLessThan(3000).contains("characters)");
        assertThat(recorded.outcomes().get(0).actual().toString()).hasSizeLessThan(300);
    }

    @Test
    void theSlowestStepsAreNamedWithTheirTimesAndNoMoreOfThem() {
        List<StepRecord> steps = new ArrayList<>();
        for (int i = 1; i <= 7; i++) {
            steps.add(step(
                    OutgoingRequest.get("/"), Outcomes.taking(Duration.ofMillis(i % 2 == 0 ? i : 10 * i)), List.of()));
        }

        var recorded = recorder.record(
                execution(),
                RecordedSteps.NONE,
                new ExecutionReport(Instant.EPOCH, Instant.EPOCH, steps, Set.of()),
                List.of());

        assertThat(recorded.slowestSteps()).extracting(StepTime::durationMs).containsExactly(70L, 50L, 30L, 10L, 6L);
        assertThat(recorded.slowestSteps()).extracting(StepTime::name).containsOnly("a");
    }

    private Recorded record(
            OutgoingRequest request, CallOutcome outcome, Set<String> secrets, List<AssertionResult> assertions) {
        var report =
                new ExecutionReport(Instant.EPOCH, Instant.EPOCH, List.of(step(request, outcome, assertions)), secrets);
        return recorder.record(execution(), RecordedSteps.NONE, report, List.of());
    }

    private static StepRecord step(OutgoingRequest request, CallOutcome outcome, List<AssertionResult> assertions) {
        return new StepRecord(
                execution().workflow().steps().get(0),
                Instant.EPOCH,
                1,
                request,
                outcome,
                assertions,
                Map.of("kept", CANARY),
                Map.of("note", CANARY),
                null,
                null);
    }

    private static Execution execution() {
        try {
            var workflow =
                    WorkflowReader.read("liverun: 1\nname: a\nsteps: [{name: a, request: {method: GET, url: /}}]");
            return new Execution(workflow, Map.of("given", CANARY), ID, ID, "lr-1", 1, ID, ID, "target", "http://a");
        } catch (InvalidWorkflowException e) {
            throw new AssertionError(e);
        }
    }
}
