package dev.liverun.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.Purpose;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.runner.engine.ExecutionReport.Verdict;
import dev.liverun.runner.engine.asserting.AssertionResult;
import dev.liverun.runner.engine.asserting.AssertionResult.Mismatch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowExecutionTest {

    private final Bench bench = new Bench();

    @Test
    void whatOneStepCapturesTheNextOneUses() {
        bench.answering(
                Outcomes.json(200, "{\"user\": {\"id\": 7, \"tags\": [\"a\"]}}"), Outcomes.json(200, "{\"id\": 7}"));

        var report = bench.run("""
                steps:
                  - name: first
                    request: {method: GET, url: /me}
                    capture: {user: {jsonpath: $.user}}
                  - name: second
                    kind: read
                    request: {method: POST, url: "/users/${user.id}", json: {again: "${user}", text: "id ${user.id}"}}
                    assert: {jsonpath: $.id, equals: "${user.id}"}
                """);

        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(bench.sent.get(1).url()).isEqualTo("/users/7");
        assertThat(bench.body(1)).isEqualTo("{\"again\":{\"id\":7,\"tags\":[\"a\"]},\"text\":\"id 7\"}");
    }

    @Test
    void aValueInAUrlStaysOneSegment() {
        bench.testData.put("id", "../admin?x=1#y/z");

        bench.run("""
                vars: {id: }
                steps:
                  - {name: a, request: {method: GET, url: "/things/${id}/parts"}}
                """);

        assertThat(bench.sent.get(0).url()).isEqualTo("/things/..%2Fadmin%3Fx%3D1%23y%2Fz/parts");
    }

    @ParameterizedTest
    @CsvSource({".", ".."})
    void aValueCannotLeadOutOfTheBaseUrl(String id) {
        bench.testData.put("id", id);

        var report = bench.run("""
                vars: {id: }
                steps:
                  - {name: a, request: {method: GET, url: "/things/${id}"}}
                """);

        assertThat(report.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(bench.sent).isEmpty();
    }

    @Test
    void aValueCannotBecomeASecondHeader() {
        bench.testData.put("id", "x\r\nX-Evil: 1");

        var report = bench.run("""
                vars: {id: }
                steps:
                  - {name: a, request: {method: GET, url: /, headers: {X-Id: "${id}"}}}
                """);

        assertThat(report.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(report.decisive().orElseThrow().trouble().kind()).isEqualTo(Trouble.Kind.WORKFLOW);
        assertThat(bench.sent).isEmpty();
    }

    @Test
    void assertionsAreSoftAndEveryOneIsRecorded() {
        bench.answering(Outcomes.json(500, "{\"a\": 1, \"c\": \"x\"}", "X-A", "b"));

        var report = bench.run("""
                steps:
                  - name: look
                    request: {method: GET, url: /}
                    assert:
                      - status: 200
                      - {jsonpath: $.a, equals: 1}
                      - {jsonpath: $.b, equals: 1}
                      - {jsonpath: $.c, greater_than: 1}
                      - {header: X-A, equals: b}
                      - {duration: , less_than: 10ms}
                  - {name: next, request: {method: GET, url: /next}, assert: {status: 500}}
                """);

        assertThat(report.assertions())
                .extracting(AssertionResult::mismatch)
                .containsExactly(Mismatch.VALUE, null, Mismatch.MISSING, Mismatch.TYPE, null, Mismatch.VALUE, null);
        assertThat(report.assertions().get(0).expected()).hasToString("200");
        assertThat(report.assertions().get(0).actual()).isEqualTo(500);
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(bench.sent).hasSize(2);
    }

    @Test
    void afterAFailureNothingIsChangedAnyMoreAndWhatIsMissingIsLeftOut() {
        bench.answering(Outcomes.json(200, "{}"));

        var report = bench.run("""
                steps:
                  - name: look
                    request: {method: GET, url: /}
                    capture: {id: {jsonpath: $.id}}
                  - {name: write, kind: write, request: {method: POST, url: /w}}
                  - {name: needs id, request: {method: GET, url: "/${id}"}}
                  - {name: free, request: {method: GET, url: /free}}
                """);

        assertThat(bench.log).containsExactly("send GET /", "send GET /free");
        assertThat(report.steps())
                .extracting(StepRecord::leftOut)
                .satisfiesExactly(
                        first -> assertThat(first).isNull(),
                        write -> assertThat(write).contains("an earlier step did not pass"),
                        needs -> assertThat(needs).contains("${id}"),
                        free -> assertThat(free).isNull());
    }

    @Test
    void anErrorStatusFailsAStepThatSaysNothingAboutTheStatus() {
        bench.answering(Outcomes.json(404, "{}"));

        assertThat(bench.run("steps: [{name: a, request: {method: GET, url: /}}]")
                        .verdict())
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void noAnswerFailsAndOurOwnObstaclesAreErrors() {
        bench.answering(Outcomes.failed(FailureKind.CONNECT, Phase.CONNECT));
        assertThat(bench.run("steps: [{name: a, request: {method: GET, url: /}, assert: {status: 200}}]")
                        .assertions())
                .extracting(AssertionResult::mismatch)
                .containsExactly(Mismatch.NO_ANSWER, Mismatch.NO_ANSWER);

        bench.answering(Outcomes.failed(FailureKind.CREDENTIAL, Phase.AUTH));
        assertThat(bench.run("steps: [{name: a, request: {method: GET, url: /}}]")
                        .verdict())
                .isEqualTo(Verdict.ERROR);
    }

    @Test
    void additiveFieldsNeverFailATest() {
        bench.answering(Outcomes.json(200, "{\"user\": {\"id\": 1, \"new\": true}, \"list\": [{\"a\": 1, \"b\": 2}]}"));

        var report = bench.run("""
                steps:
                  - name: look
                    request: {method: GET, url: /}
                    assert:
                      - {jsonpath: $.user, equals: {id: 1}}
                      - {jsonpath: $.list, equals: [{a: 1}]}
                      - {jsonpath: $.list, contains: {b: 2}}
                      - {jsonpath: $.list, count: 1}
                      - {jsonpath: "$.list[*].a", equals: [1]}
                      - {jsonpath: "$.list[*].z", exists: false}
                """);

        assertThat(report.assertions())
                .allSatisfy(assertion ->
                        assertThat(assertion.passed()).as(assertion.toString()).isTrue());
    }

    @Test
    void numbersCompareExactlyHoweverLargeTheyAre() {
        bench.answering(Outcomes.json(
                200,
                "{\"text\": \"340282366920938463463374607431768211455\", \"number\": 340282366920938463463374607431768211455,"
                        + " \"tenth\": 0.1, \"before\": \"1000000000000000000000000000\"}"));

        var report = bench.run("""
                vars: {amount: "0.01", raw: "${multiply(amount, 100000000000000000000000000000)}"}
                steps:
                  - name: look
                    request: {method: GET, url: /}
                    capture: {before: {jsonpath: $.before}}
                    assert:
                      - {jsonpath: $.number, equals: 340282366920938463463374607431768211455}
                      - {jsonpath: $.text, greater_than: 340282366920938463463374607431768211454}
                      - {jsonpath: $.text, less_than: "340282366920938463463374607431768211456"}
                      - {jsonpath: $.tenth, equals: 0.10}
                      - {jsonpath: $.before, equals: "${raw}"}
                      - {jsonpath: $.before, equals: "${add(subtract(raw, 1), 1)}"}
                """);

        assertThat(report.assertions())
                .allSatisfy(assertion ->
                        assertThat(assertion.passed()).as(assertion.toString()).isTrue());
    }

    @Test
    void aHugeExponentNeitherFitsNorHangs() {
        bench.answering(Outcomes.json(200, "{\"n\": 1e999999999}"));

        var report = bench.run("""
                steps:
                  - name: look
                    request: {method: GET, url: /}
                    capture: {n: {jsonpath: $.n}}
                    assert: {jsonpath: $.n, less_than: 5}
                  - {name: add, request: {method: GET, url: "/${add(n, 1)}"}}
                """);

        assertThat(report.assertions().get(1).mismatch()).isEqualTo(Mismatch.TYPE);
    }

    @Test
    void aPatternThatWouldNeverEndIsGivenUp() {
        bench.answering(Outcomes.answered(200, Headers.empty(), Body.utf8("a".repeat(40) + "!"), 200));

        var report = bench.run("""
                steps:
                  - {name: look, request: {method: GET, url: /}, assert: {body: , matches: "(.*a){12}!!"}}
                """);

        assertThat(report.assertions().get(1).mismatch()).isEqualTo(Mismatch.EXPECTATION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"not json | not JSON", "| is empty", "{\"a\": 1} {} | not JSON"})
    void aBodyThatIsNoJsonIsSaidToBeNone(String body, String why) {
        bench.answering(Outcomes.json(200, body == null ? "" : body));

        var report =
                bench.run("steps: [{name: a, request: {method: GET, url: /}, assert: {jsonpath: $.a, equals: 1}}]");

        assertThat(report.assertions().get(1).mismatch()).isEqualTo(Mismatch.UNREADABLE);
        assertThat(report.assertions().get(1).actual().toString()).contains(why);
    }

    @Test
    void aStepIsTriedAgainUntilItHolds() {
        bench.answering(Outcomes.statuses(503), Outcomes.statuses(503), Outcomes.statuses(200), Outcomes.statuses(503));

        var report = bench.run("steps: [{name: a, request: {method: GET, url: /}, retry: {times: 5, delay: 1s}}]");

        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.steps().get(0).tries()).isEqualTo(3);
    }

    @Test
    void pollingEndsWhenItHoldsOrWhenItsTimeIsOver() {
        bench.answering(Outcomes.json(200, "{\"done\": false}"), Outcomes.json(200, "{\"done\": true}"));
        var poll = "steps: [{name: a, request: {method: GET, url: /},"
                + " poll: {until: {jsonpath: $.done, equals: true}, every: 2s, for: 9s}}]";
        assertThat(bench.run(poll).steps().get(0).tries()).isEqualTo(2);

        bench.answering(Outcomes.json(200, "{\"done\": false}"));
        var report = bench.run(poll);

        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.steps().get(0).tries()).isEqualTo(5);
    }

    @Test
    void thousandsOfTriesNeitherOverflowNorTakeLong() {
        bench.answering(Outcomes.json(200, "{\"done\": false}"));

        var report = bench.runDocument("""
                liverun: 1
                name: patient
                deadline: 30m
                steps:
                  - name: a
                    request: {method: GET, url: /}
                    poll: {until: {jsonpath: $.done, equals: true}, every: 10ms, for: 30s}
                """);

        assertThat(report.steps().get(0).tries()).isGreaterThan(2_500);
    }

    @Test
    void theDeadlineEndsAWorkflow() {
        bench.answering(Outcomes.json(200, "{\"done\": false}"));

        var report = bench.runDocument("""
                liverun: 1
                name: slow
                deadline: 10s
                steps:
                  - {name: a, request: {method: GET, url: /}, poll: {until: {jsonpath: $.done, equals: true}, for: 5m}}
                  - {name: b, request: {method: GET, url: /b}}
                """);

        assertThat(report.steps().get(0).tries()).isLessThan(12);
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void aConditionLeavesAStepOut() {
        bench.answering(Outcomes.json(200, "{\"kind\": \"a\"}"));

        var report = bench.run("""
                vars: {mode: full}
                steps:
                  - {name: a, request: {method: GET, url: /a}, when: {value: "${mode}", equals: short}}
                  - {name: b, request: {method: GET, url: /b}, when: [{value: "${mode}", matches: ^f}, {value: 3, less_than: 4}]}
                """);

        assertThat(bench.sent).extracting(request -> request.url()).containsExactly("/b");
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void theIntentIsRecordedBeforeAndSettledAfterwards() {
        bench.answering(Outcomes.json(201, "{\"id\": 5}"));

        bench.run("""
                steps:
                  - name: pay
                    kind: money
                    money: {amount: "1.50", unit: EUR}
                    key: ${run.tag}-pay
                    request: {method: POST, url: /pay, headers: {Idempotency-Key: "${key}"}}
                    capture: {id: {jsonpath: $.id}}
                    undo: {request: {method: DELETE, url: "/pay/${id}"}}
                """);

        assertThat(bench.log).containsExactly("intend pay", "send POST /pay", "settle DONE");
        assertThat(bench.intents.get(0).amount())
                .hasValueSatisfying(amount -> assertThat(amount).isEqualTo("1.50"));
        assertThat(bench.intents.get(0).key()).contains("lr-tag-pay");
        assertThat(bench.sent.get(0).headers().first("Idempotency-Key")).contains("lr-tag-pay");
        assertThat(bench.sent.get(0).repeatable()).isTrue();
        assertThat(bench.undos).singleElement().satisfies(undo -> {
            assertThat(undo.url()).isEqualTo("/pay/5");
            assertThat(undo.purpose()).isEqualTo(Purpose.UNDO);
        });
    }

    @Test
    void whatIsRefusedIsNotSent() {
        bench.refusal = "The session is PAUSED.";

        var report = bench.run("steps: [{name: a, kind: write, request: {method: POST, url: /}}]");

        assertThat(bench.sent).isEmpty();
        assertThat(report.decisive().orElseThrow().trouble().kind()).isEqualTo(Trouble.Kind.NOT_ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "abc", "''"})
    void anAmountMustBeAPositiveNumber(String amount) {
        bench.testData.put("amount", amount);

        var report = bench.run("""
                vars: {amount: }
                steps:
                  - name: pay
                    kind: money
                    money: {amount: "${amount}", unit: EUR}
                    key: k
                    request: {method: POST, url: "/${key}"}
                """);

        assertThat(report.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(bench.log).isEmpty();
    }

    @Test
    void cancellingEndsBetweenStepsButLetsAChangeFinish() {
        bench.answers = request -> {
            bench.cancellation.cancel("enough");
            return Outcomes.json(200, "{}");
        };

        var report = bench.run("""
                steps:
                  - {name: write, kind: write, request: {method: POST, url: /w}}
                  - {name: next, request: {method: GET, url: /next}}
                """);

        assertThat(bench.log).containsExactly("intend write", "send POST /w", "settle DONE");
        assertThat(report.decisive().orElseThrow().trouble()).isEqualTo(new Trouble(Trouble.Kind.CANCELLED, "enough"));
    }

    @Test
    void aSecretIsKnownToLaterStepsAndAmongTheSecretsButNotAmongWhatWasCaptured() {
        bench.answering(Outcomes.json(200, "{\"ticket\": \"s3cr3t-ticket\"}"));

        var report = bench.run("""
                steps:
                  - name: a
                    request: {method: GET, url: /a}
                    capture: {ticket: {jsonpath: $.ticket, matches: "s3(.*)", secret: true}}
                  - {name: b, request: {method: GET, url: /b, headers: {X-Ticket: "${ticket}"}}}
                """);

        assertThat(bench.sent.get(1).headers().first("X-Ticket")).contains("cr3t-ticket");
        assertThat(report.secrets()).containsExactly("cr3t-ticket");
        assertThat(report.steps().get(0).captured()).isEqualTo(Map.of());
    }

    @Test
    void formsQueriesAndFunctionsAreFilledIn() {
        bench.run("""
                vars: {list: [1, 2]}
                steps:
                  - name: a
                    kind: read
                    request:
                      method: POST
                      url: /a?fixed=1
                      query: {tag: "${run.tag}", n: "${list}", none: null}
                      form: {"a b": "c&d", id: "${uuid()}", at: "${now()}", n: "${random(5, 5)}"}
                """);

        assertThat(bench.sent.get(0).url()).isEqualTo("/a?fixed=1&tag=lr-tag&n=1&n=2");
        assertThat(bench.body(0))
                .matches("a%20b=c%26d&id=[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
                        + "&at=2026-03-01T12%3A00%3A00Z&n=5");
        assertThat(bench.sent.get(0).headers().first("Content-Type")).contains("application/x-www-form-urlencoded");
    }

    @Test
    void aDollarCanBeWrittenLiterally() {
        bench.run("steps: [{name: a, kind: read, request: {method: POST, url: /a, body: 'costs $${5} or $3'}}]");

        assertThat(bench.body(0)).isEqualTo("costs ${5} or $3");
    }

    @Test
    void everyStepOfAReportIsThere() {
        var report = bench.run("""
                steps:
                  - {name: a, request: {method: GET, url: /a}}
                  - {name: b, request: {method: GET, url: /b}}
                """);

        assertThat(report.steps()).extracting(step -> step.step().name()).isEqualTo(List.of("a", "b"));
    }
}
