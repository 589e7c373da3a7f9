package dev.liverun.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.runner.engine.ExecutionReport.Verdict;
import dev.liverun.runner.engine.People.Reply;
import dev.liverun.runner.engine.settling.Inquiry;
import dev.liverun.runner.engine.settling.Intents;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a workflow can say, and what that does. */
class FormatTest {

    private static final CallOutcome THING = Outcomes.answered(
            200,
            Headers.of("Content-Type", "application/json", "Set-Cookie", "sid=abc; Path=/; Secure"),
            Body.utf8("{\"id\": \"t-1\", \"n\": 7, \"price\": \"0.10\", \"tags\": [\"a\", \"b\"], \"none\": null,"
                    + " \"empty\": \"\", \"more\": {\"x\": 1}}"),
            200);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {jsonpath: $.id, starts_with: t-}                          | true
            {jsonpath: $.id, starts_with: x}                           | false
            {jsonpath: $.id, ends_with: "-1"}                          | true
            {jsonpath: $.n, one_of: [6, 7]}                            | true
            {jsonpath: $.n, one_of: [6, 8]}                            | false
            {jsonpath: $.n, at_least: 7, at_most: 7}                   | true
            {jsonpath: $.n, at_least: 7.01}                            | false
            {jsonpath: $.price, between: ["0.10", "0.2"]}              | true
            {jsonpath: $.price, between: [0.11, 0.2]}                  | false
            {jsonpath: $.n, type: integer}                             | true
            {jsonpath: $.n, type: string}                              | false
            {jsonpath: $.none, type: "null"}                           | true
            {jsonpath: $.empty, empty: true}                           | true
            {jsonpath: $.tags, empty: false}                           | true
            {jsonpath: $.tags, not: {contains: c}}                     | true
            {jsonpath: $.tags, not: {contains: a}}                     | false
            {jsonpath: $.nothing, not: {equals: 1}}                    | false
            {jsonpath: $.n, not: {between: [1, 6]}}                    | true
            {cookie: sid, equals: abc}                                 | true
            {cookie: "sid[secure]", equals: true}                      | true
            {cookie: "sid[httponly]", exists: false}                   | true
            {cookie: other, exists: false}                             | true
            {regex: '"id": "(t-[0-9]+)"', equals: t-1}                 | true
            {size: , less_than: 1000}                                  | true
            {duration: , between: [1ms, 2s]}                           | true
            {certificate: expires_in_days, greater_than: 5}            | false
            {schema: {type: object, required: [id], properties: {id: {type: string}}, additionalProperties: false}} | true
            {schema: {type: object, properties: {n: {type: string}}}}  | false
            """)
    void assertions(String assertion, boolean holds) {
        var report = new Bench().answering(THING).run("""
                steps: [{name: a, request: {method: GET, url: /a}, assert: [{status: 200}, %s]}]
                """.formatted(assertion));

        assertThat(report.verdict())
                .as(report.assertions().toString())
                .isEqualTo(holds ? Verdict.PASSED : Verdict.FAILED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {xpath: /order/@id, equals: "7"}                  | true
            {xpath: count(/order/line), equals: "2"}          | true
            {xpath: "/order/line[2]", contains: pear}          | true
            {xpath: /order/none, exists: false}               | true
            {xpath: boolean(/order/none), equals: false}      | true
            """)
    void xml(String assertion, boolean holds) {
        var xml = Outcomes.answered(
                200,
                Headers.of("Content-Type", "application/xml"),
                Body.utf8("<order id=\"7\"><line>apple</line><line>pear</line></order>"),
                200);

        var report = new Bench().answering(xml).run("""
                steps: [{name: a, request: {method: GET, url: /a}, assert: %s}]
                """.formatted(assertion));

        assertThat(report.verdict())
                .as(report.assertions().toString())
                .isEqualTo(holds ? Verdict.PASSED : Verdict.FAILED);
    }

    @Test
    void anXmlBodyWithADoctypeIsNotRead() {
        var xml = Outcomes.answered(
                200,
                Headers.empty(),
                Body.utf8("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"),
                200);

        var report = new Bench().answering(xml).run("""
                steps: [{name: a, request: {method: GET, url: /a}, assert: {xpath: /a, exists: true}}]
                """);

        assertThat(report.assertions()).anySatisfy(assertion -> assertThat(String.valueOf(assertion.actual()))
                .contains("not XML"));
    }

    @Test
    void aWarningFailsNothingAndSomethingCriticalEndsTheTest() {
        var warned = new Bench().answering(THING).run("""
                steps:
                  - {name: a, request: {method: GET, url: /a}, assert: {jsonpath: $.n, equals: 8, severity: warning}}
                  - {name: b, request: {method: GET, url: /b}}
                """);
        var critical = new Bench().answering(THING).run("""
                steps:
                  - {name: a, request: {method: GET, url: /a}, assert: {jsonpath: $.n, equals: 8, severity: critical}}
                  - {name: b, request: {method: GET, url: /b}}
                """);

        assertThat(warned.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(warned.assertions())
                .anySatisfy(assertion -> assertThat(assertion.passed()).isFalse());
        assertThat(critical.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(critical.steps().get(1).leftOut()).contains("critical");
    }

    @Test
    void aStepIsTakenForEachElement() {
        var bench = new Bench().answering(THING);

        var report = bench.run("""
                steps:
                  - {name: list, request: {method: GET, url: /list}, capture: {tags: {jsonpath: $.tags}}}
                  - name: one
                    for_each: {in: "${tags}", as: tag}
                    request: {method: GET, url: "/tags/${tag}"}
                  - {name: after, request: {method: GET, url: /after}}
                """);

        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(bench.log)
                .containsExactly("send GET /list", "send GET /tags/a", "send GET /tags/b", "send GET /after");
        assertThat(report.steps())
                .extracting(record -> record.step().name())
                .containsExactly("list", "one [1]", "one [2]", "after");
    }

    @Test
    void anIncludedWorkflowHasVariablesOfItsOwnAndGivesItsCaptures() {
        var bench = new Bench().answering(THING);
        bench.library.put("sign-in", """
                liverun: 1
                name: sign-in
                vars: {user: nobody}
                steps: [{name: post, request: {method: GET, url: "/in/${user}"}, capture: {id: {jsonpath: $.id}}}]
                """);

        var report = bench.run("""
                vars: {user: outer}
                steps:
                  - {name: in, include: sign-in, with: {user: "ada-${user}"}, as: signed}
                  - {name: use, request: {method: GET, url: "/use/${signed.id}/${user}"}}
                """);

        assertThat(report.verdict()).as(report.steps().toString()).isEqualTo(Verdict.PASSED);
        assertThat(bench.log).containsExactly("send GET /in/ada-outer", "send GET /use/t-1/outer");
        assertThat(report.steps().get(0).step().name()).isEqualTo("in: post");
    }

    @Test
    void aTeardownIsTakenWhateverHappenedAndASetupThatFailsIsAnError() {
        var bench = new Bench().answering(Outcomes.json(500, "{}"));

        var report = bench.run("""
                setup: [{name: prepare, request: {method: GET, url: /prepare}}]
                steps: [{name: test, request: {method: GET, url: /test}}]
                teardown: [{name: clean, kind: write, request: {method: DELETE, url: /all}, assert: {status: 500}}]
                """);

        assertThat(report.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(bench.log)
                .containsExactly("send GET /prepare", "intend clean", "send DELETE /all", "settle UNKNOWN");
        assertThat(report.steps().get(1).leftOut()).contains("setup");
    }

    @Test
    void aTeardownIsTakenAfterACancellation() {
        var bench = new Bench();
        bench.answers = request -> {
            bench.cancellation.cancel("enough");
            return Outcomes.json(200, "{}");
        };

        bench.run("""
                steps: [{name: a, request: {method: GET, url: /a}}, {name: b, request: {method: GET, url: /b}}]
                teardown: [{name: clean, kind: write, request: {method: DELETE, url: /all}}]
                """);

        assertThat(bench.log).contains("send DELETE /all").doesNotContain("send GET /b");
        assertThat(bench.intents.get(0).cleanup()).isTrue();
    }

    @Test
    void aPersonsAnswerIsEvidence() {
        var bench = new Bench();
        var asked = new ArrayList<People.Question>();
        bench.people = (question, position, records) -> {
            asked.add(question);
            return Uni.createFrom()
                    .item(Optional.of(
                            new Reply("no", "too dark", "ada", Instant.EPOCH, Instant.EPOCH.plusSeconds(60))));
        };

        var report = bench.run("""
                vars: {tester: ada}
                steps:
                  - name: look
                    ask: {who: "${tester}", question: "Is ${run.tag} there?", choices: [yes, no], within: 5m, expect: yes}
                    as: seen
                """.replace("[yes, no]", "['yes', 'no']").replace("expect: yes", "expect: 'yes'"));

        assertThat(asked.get(0)).satisfies(question -> {
            assertThat(question.text()).isEqualTo("Is lr-tag there?");
            assertThat(question.who()).contains("ada");
            assertThat(question.within()).isEqualTo(Duration.ofMinutes(5));
        });
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.steps().get(0).evidence())
                .containsEntry("answered_by", "ada")
                .containsEntry("note", "too dark");
    }

    @Test
    void withoutAnAnswerTheTestCouldNotBeCarriedOut() {
        var report = new Bench().run("""
                steps: [{name: look, ask: {question: "There?", within: 1s}}]
                """);

        assertThat(report.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(report.steps().get(0).trouble().kind()).isEqualTo(Trouble.Kind.NO_REPLY);
    }

    @Test
    void anExecutionThatStoodStillGoesOnElsewhereWithAllItKnew() {
        var saved = new ArrayList<Position>();
        var bench = new Bench().answering(THING);
        bench.holding = new Holding() {
            @Override
            public boolean wanted() {
                return bench.sent.size() == 2 && saved.isEmpty();
            }

            @Override
            public Uni<Void> stand(Position position, List<StepRecord> records) {
                saved.add(position);
                return Uni.createFrom().voidItem();
            }
        };
        var document = """
                vars: {id: "${uuid()}"}
                steps:
                  - {name: list, request: {method: GET, url: "/list/${id}"}, capture: {tags: {jsonpath: $.tags}}}
                  - {name: one, for_each: {in: "${tags}"}, request: {method: GET, url: "/tags/${item}"}}
                  - {name: last, request: {method: GET, url: "/last/${id}"}}
                """;
        bench.run(document);
        var elsewhere = new Bench().answering(THING);

        elsewhere.goOn(document, saved.get(0));

        assertThat(elsewhere.log).containsExactlyElementsOf(bench.log.subList(2, 4));
        assertThat(elsewhere.log.get(0)).isEqualTo("send GET /tags/b");
    }

    @Test
    void functionsMakeSignaturesAndEncodings() {
        var bench = new Bench();

        bench.run("""
                vars: {secret: "It's a Secret to Everybody"}
                steps:
                  - name: a
                    request:
                      method: GET
                      url: /a
                      headers:
                        Hmac: ${hmac(secret, 'Hello, World!')}
                        Base: ${base64('a:b')}
                        Plain: ${base64_decode('YTpi')}
                        Sum: ${sha256('')}
                        Text: ${upper(random_text(8))}
                """);

        var headers = bench.sent.get(0).headers();
        assertThat(headers.first("Hmac")).contains("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
        assertThat(headers.first("Base")).contains("YTpi");
        assertThat(headers.first("Plain")).contains("a:b");
        assertThat(headers.first("Sum")).contains("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(headers.first("Text").orElseThrow()).matches("[A-Z0-9]{8}");
    }

    @Test
    void aMultipartBodyHasFieldsAndFiles() {
        var bench = new Bench();

        bench.run("""
                steps:
                  - name: upload
                    kind: read
                    request:
                      method: POST
                      url: /files
                      multipart:
                        - {name: title, content: "tag ${run.tag}"}
                        - {name: file, filename: 'a".txt', type: text/plain, content: aGVsbG8=, base64: true}
                """);

        var body = new String(bench.sent.get(0).body().bytes(), StandardCharsets.UTF_8);
        assertThat(bench.sent.get(0).headers().first("Content-Type").orElseThrow())
                .startsWith("multipart/form-data; boundary=");
        assertThat(body)
                .contains("name=\"title\"\r\n\r\ntag lr-tag\r\n")
                .contains("name=\"file\"; filename=\"a%22.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\n");
    }

    @Test
    void aDryRunShowsExactlyWhatTheRunThenSends() {
        var document = """
                vars: {code: "${random_text(12)}"}
                steps:
                  - {name: a, kind: write, request: {method: POST, url: /a, json: {code: "${code}", tag: "${run.tag}", id: "${uuid()}"}}}
                  - {name: b, request: {method: GET, url: "/a/${code}"}, capture: {id: {jsonpath: $.id}}}
                  - {name: c, request: {method: GET, url: "/c/${id}"}, when: {value: "${id}", exists: true}}
                """;
        var bench = new Bench().answering(THING);

        var plan = bench.dryRun(document);
        bench.run(document);

        var shown =
                plan.steps().stream().map(step -> step.request().orElseThrow()).toList();
        assertThat(shown.get(0))
                .usingRecursiveComparison()
                .comparingOnlyFields("method", "url", "headers")
                .isEqualTo(bench.sent.get(0));
        assertThat(new String(shown.get(0).body().bytes(), StandardCharsets.UTF_8))
                .isEqualTo(bench.body(0));
        assertThat(shown.get(1).url()).isEqualTo(bench.sent.get(1).url());
        assertThat(shown.get(2).url()).isEqualTo("/c/${id}");
        assertThat(plan.steps().get(2).conditional()).isTrue();
    }

    @Test
    void whetherAStepHappenedIsFoundOutFromWhatWasWrittenBefore() {
        var bench = new Bench().answering(Outcomes.json(200, "{}"));
        bench.run("""
                steps:
                  - name: create
                    kind: write
                    request: {method: POST, url: /things, json: {ref: "${run.tag}"}}
                    capture: {id: {jsonpath: $.id}}
                    assert: {status: 200}
                    check:
                      request: {method: GET, url: "/things/${run.tag}"}
                      done_if: [{status: 200}, {jsonpath: $.ref, equals: "${run.tag}"}]
                      capture: {id: {jsonpath: $.id}}
                    undo: {request: {method: DELETE, url: "/things/${id}"}}
                """);
        var written = bench.intents.get(0).inquiry().orElseThrow();

        assertThat(Inquiry.request(written, Instant.EPOCH).url()).isEqualTo("/things/lr-tag");
        var there = Inquiry.judge(written, Outcomes.json(200, "{\"ref\": \"lr-tag\", \"id\": \"a/b\"}"), Instant.EPOCH);
        assertThat(there.outcome()).isEqualTo(Intents.IntentOutcome.DONE);
        assertThat(there.undo().orElseThrow().url()).isEqualTo("/things/a%2Fb");
        assertThat(Inquiry.judge(written, Outcomes.json(404, "{}"), Instant.EPOCH)
                        .outcome())
                .isEqualTo(Intents.IntentOutcome.NOT_DONE);
        assertThat(Inquiry.judge(written, Outcomes.json(503, "{}"), Instant.EPOCH)
                        .outcome())
                .isEqualTo(Intents.IntentOutcome.UNKNOWN);
    }
}
