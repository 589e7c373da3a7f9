package dev.liverun.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.TlsDetails;
import dev.liverun.runner.engine.ExecutionReport.Verdict;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be read from an answer, whether to compare it or to keep it, and what can be sent. */
class SourcesTest {

    private static final String JSON = "{\"id\": \"t-1\", \"n\": 7, \"tags\": [\"a\", \"b\"]}";

    private static CallOutcome answer(String contentType, String body) {
        var plain = (Answered) Outcomes.answered(
                201,
                Headers.of("Content-Type", contentType, "X-Trace", "abc", "Set-Cookie", "sid=s3; Path=/; HttpOnly"),
                Body.utf8(body),
                201);
        return new Answered(
                plain.status(),
                plain.headers(),
                plain.body(),
                plain.url(),
                plain.httpVersion(),
                plain.redirects(),
                plain.timings(),
                plain.attempts(),
                plain.throttle(),
                Optional.of(new TlsDetails(
                        "TLSv1.3",
                        "TLS_AES_128_GCM_SHA256",
                        "CN=target.example",
                        "CN=authority",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-03-11T12:00:00Z"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {status: }                         | 201
            {header: x-trace}                  | abc
            {cookie: sid}                      | s3
            {cookie: "sid[httponly]"}          | true
            {cookie: "sid[path]"}              | /
            {jsonpath: $.n}                    | 7
            {jsonpath: "$.tags[1]"}            | b
            {regex: '"id": "t-([0-9]+)"'}      | 1
            {size: }                           | 41
            {duration: }                       | 42
            {certificate: subject}             | CN=target.example
            {certificate: issuer}              | CN=authority
            {certificate: not_after}           | 2026-03-11T12:00:00Z
            {certificate: expires_in_days}     | 10
            {certificate: protocol}            | TLSv1.3
            """)
    void whatAnAnswerHasCanBeKeptForLaterSteps(String source, String value) {
        var bench = new Bench().answering(answer("application/json", JSON));

        bench.run("""
                steps:
                  - {name: a, request: {method: GET, url: /a}, capture: {kept: %s}}
                  - {name: b, kind: read, request: {method: POST, url: /b, body: "${kept}"}}
                """.formatted(source));

        assertThat(bench.body(1)).isEqualTo(value);
    }

    @Test
    void aWholeBodyAndAPartOfXmlCanBeKept() {
        var bench = new Bench().answering(answer("application/xml", "<order id=\"7\"><line>pear</line></order>"));

        bench.run("""
                steps:
                  - {name: a, request: {method: GET, url: /a}, capture: {all: {body: }, id: {xpath: /order/@id}}}
                  - {name: b, kind: read, request: {method: POST, url: /b, body: "${id} ${all}"}}
                """);

        assertThat(bench.body(1)).isEqualTo("7 <order id=\"7\"><line>pear</line></order>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {status: 201}                                      | true
            {status: 200}                                      | false
            {status: , between: [200, 299]}                    | true
            {header: X-Trace, equals: abc}                     | true
            {header: X-None, exists: true}                     | false
            {header: X-None, exists: false}                    | true
            {body: , contains: '"n": 7'}                       | true
            {body: , matches: '"id": "t-[0-9]"'}               | true
            {jsonpath: $.id, matches: '^x'}                    | false
            {jsonpath: $.tags, count: 2}                       | true
            {jsonpath: $.tags, count: 3}                       | false
            {jsonpath: $.tags, contains: b}                    | true
            {jsonpath: $.tags, equals: [a, b]}                 | true
            {jsonpath: $.n, less_than: 8}                      | true
            {jsonpath: $.n, less_than: 7}                      | false
            {jsonpath: $.n, at_most: 7}                        | true
            {jsonpath: $.n, greater_than: 6.9}                 | true
            {jsonpath: $.n, greater_than: 7}                   | false
            {jsonpath: $.none, exists: false}                  | true
            {jsonpath: $.n, not: {equals: 8}}                  | true
            {duration: , less_than: 40ms}                      | false
            {size: , equals: 41}                               | true
            {certificate: expires_in_days, at_least: 10}       | true
            {certificate: expires_in_days, at_least: 11}       | false
            {certificate: not_after, starts_with: "2026-03"}   | true
            """)
    void whatIsExpectedIsHeldAgainstIt(String assertion, boolean holds) {
        var report = new Bench().answering(answer("application/json", JSON)).run("""
                steps: [{name: a, request: {method: GET, url: /a}, assert: [{status: , exists: true}, %s]}]
                """.formatted(assertion));

        assertThat(report.verdict())
                .as(report.assertions().toString())
                .isEqualTo(holds ? Verdict.PASSED : Verdict.FAILED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            json: {a: "${n}", b: [1, null]}           | application/json                  | {"a":7,"b":[1,null]}
            form: {a: "x y", b: "${n}"}               | application/x-www-form-urlencoded | a=x%20y&b=7
            body: "n is ${n}"                         | text/plain                        | n is 7
            """)
    void aBodyGoesOutAsWhatItIs(String body, String contentType, String sent) {
        var bench = new Bench();

        bench.run("""
                vars: {n: 7}
                steps: [{name: a, kind: read, request: {method: POST, url: /a, %s}}]
                """.formatted(body));

        assertThat(bench.sent.get(0).headers().first("Content-Type").orElseThrow())
                .startsWith(contentType);
        assertThat(bench.body(0)).isEqualTo(sent);
    }

    @Test
    void theEndpointsCredentialGoesWithARequestUnlessItIsToldNotTo() {
        var bench = new Bench();

        bench.run("""
                steps:
                  - {name: a, request: {method: GET, url: /a}}
                  - {name: b, request: {method: GET, url: /b, auth: none}}
                """);

        assertThat(bench.sent.get(0).authenticated()).isTrue();
        assertThat(bench.sent.get(1).authenticated()).isFalse();
    }
}
