package dev.liverun.runner.workflow.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.liverun.runner.workflow.Repeat;
import dev.liverun.runner.workflow.StepKind;
import dev.liverun.runner.workflow.expecting.Subject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowReaderTest {

    private static final String MINIMAL = """
            liverun: 1
            name: ping
            steps:
              - name: ping
                request: {method: GET, url: /ping}
            """;

    @Test
    void readsTheSmallestWorkflow() throws Exception {
        var workflow = WorkflowReader.read(MINIMAL);

        assertThat(workflow.name()).isEqualTo("ping");
        assertThat(workflow.kind()).isEqualTo(StepKind.READ);
        assertThat(workflow.deadline()).isEqualTo(Duration.ofMinutes(5));
        assertThat(workflow.steps()).singleElement().satisfies(step -> {
            assertThat(step.request().method()).isEqualTo("GET");
            assertThat(step.request().authenticated()).isTrue();
        });
    }

    @Test
    void readsEverythingThatAStepCanSay() throws Exception {
        var workflow = WorkflowReader.read("""
                liverun: 1
                name: everything
                deadline: 90s
                vars: {limit: 100000000000000000000000000001, who:}
                steps:
                  - name: look
                    when: {value: "${who}", exists: true}
                    request:
                      method: GET
                      url: /things/${who}
                      query: {page: [1, 2]}
                      follow_redirects: false
                    poll: {until: {jsonpath: $.done, equals: true}, every: 250ms, for: 2m}
                    capture: {total: {jsonpath: $.total}}
                    assert:
                      - status: 200
                      - duration:
                        less_than: 2s
                  - name: pay
                    kind: money
                    money: {amount: "${limit}", unit: raw}
                    key: ${run.tag}-pay
                    request: {method: POST, url: /pay, json: {id: "${key}", total: "${total}"}}
                    undo: {request: {method: DELETE, url: "/pay/${total}"}}
                """);

        assertThat(workflow.kind()).isEqualTo(StepKind.MONEY);
        assertThat(workflow.deadline()).isEqualTo(Duration.ofSeconds(90));
        var look = workflow.steps().get(0);
        assertThat(look.repeat()).isInstanceOfSatisfying(Repeat.Poll.class, poll -> {
            assertThat(poll.every()).isEqualTo(Duration.ofMillis(250));
            assertThat(poll.until()).hasSize(1);
        });
        assertThat(look.assertions())
                .extracting(assertion -> assertion.subject().label())
                .containsExactly("status", "duration");
        assertThat(look.captures()).singleElement().satisfies(capture -> assertThat(capture.subject())
                .isInstanceOf(Subject.Json.class));
        assertThat(workflow.steps().get(1).undo()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            liverun: 1 -> liverun: 2                | 1  | 10 | expected 1
            name: ping -> name: Ping Pong           | 2  | 7  | a–z, 0–9 and '-'
            GET -> FETCH                            | 5  | 23 | expected one of
            GET -> POST                             | 4  | 5  | 'kind' is missing
            /ping -> ping                           | 5  | 33 | starts with one '/'
            /ping -> https://elsewhere.example      | 5  | 33 | starts with one '/'
            /ping -> //elsewhere.example            | 5  | 33 | starts with one '/'
            /ping -> /../secret                     | 5  | 33 | leads out of
            /ping -> /p/${nobody}                   | 5  | 14 | ${nobody} is not known here
            /ping -> /p/${run.secret}               | 5  | 14 | run has id, tag
            /ping -> /p/${                          | 5  | 33 | not closed
            /ping -> /p/${evil('x')}                | 5  | 33 | there is no function evil
            request: -> requests:                   | 4  | 5  | 'request' is missing
            """)
    void saysWhereAndWhatIsWrong(String change, int line, int column, String expected) {
        var parts = change.split(" -> ", -1);
        var document = MINIMAL.replaceFirst(parts[0], java.util.regex.Matcher.quoteReplacement(quoted(parts[1])));

        var invalid = catchThrowableOfType(InvalidWorkflowException.class, () -> WorkflowReader.read(document));

        assertThat(invalid).as(document).isNotNull();
        assertThat(invalid.findings()).anySatisfy(finding -> {
            assertThat(finding.message()).contains(expected.strip());
            assertThat(finding.line()).as("line of " + finding).isEqualTo(line);
            assertThat(finding.column()).as("column of " + finding).isEqualTo(column);
        });
    }

    private static String quoted(String text) {
        return text.contains("${") || text.contains("'") ? '"' + text + '"' : text;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kind: write, retry: {times: 3}                                       | only a step that reads can be repeated
            kind: money, key: k                                                  | 'money' is missing
            kind: money, money: {amount: 1, unit: EUR}                           | 'key' is missing
            kind: money, money: {amount: 1, unit: EUR}, key: k                   | the request does not carry it
            kind: read, undo: {request: {method: GET, url: /x}}                  | leaves nothing to undo
            kind: read, assert: {jsonpath: "$.a[${x}]", exists: true}            | a JSONPath is fixed
            kind: read, assert: {jsonpath: "$..a..b", exists: true}              | at most once
            kind: read, assert: {jsonpath: "$.a[?(@.b =~ /(a+)+$/)]", exists: true} | not supported
            kind: read, assert: {body:, matches: "(("}                           | not a regular expression
            kind: read, assert: {jsonpath: $.a}                                  | expected at least one of
            kind: read, assert: {status: 200, header: X, exists: true}           | only one of
            kind: read, assert: {status: 200, equal: 3}                          | 'equal' is unknown here
            kind: read, assert: {duration:, less_than: fast}                     | expected a duration
            kind: read, when: {value: a}                                         | expected at least one of
            kind: read, capture: {Name: {body:}}                                 | expected a name of
            kind: read, capture: {run: {body:}}                                  | Liverun's own
            kind: sometimes                                                      | expected read, write or money
            """)
    void refusesWhatIsUnsafeOrUnclear(String step, String expected) {
        var document = """
                liverun: 1
                name: unsafe
                steps:
                  - {name: a, request: {method: POST, url: /a}, %s}
                """.formatted(step);

        var invalid = catchThrowableOfType(InvalidWorkflowException.class, () -> WorkflowReader.read(document));

        assertThat(invalid).as(document).isNotNull();
        assertThat(invalid.findings()).extracting(Finding::message).anySatisfy(message -> assertThat(message)
                .contains(expected.strip()));
    }

    @Test
    void aSecretCannotBeKeptForAnUndo() {
        var invalid = catchThrowableOfType(InvalidWorkflowException.class, () -> WorkflowReader.read("""
                liverun: 1
                name: secret-undo
                steps:
                  - name: create
                    kind: write
                    request: {method: POST, url: /a}
                    capture: {ticket: {jsonpath: $.ticket, secret: true}}
                    undo: {request: {method: DELETE, url: "/a/${ticket}"}}
                """));

        assertThat(invalid).hasMessageContaining("secret");
    }

    @Test
    void reportsEverythingThatIsWrongAtOnceInTheDocumentsOrder() {
        var invalid = catchThrowableOfType(InvalidWorkflowException.class, () -> WorkflowReader.read("""
                liverun: 3
                name: UPPER
                colour: red
                steps:
                  - {name: a}
                """));

        assertThat(invalid.findings()).extracting(Finding::line).isEqualTo(List.of(1, 2, 3, 5));
    }

    @Test
    void readsScalarsAsYaml12AndNumbersExactly() throws Exception {
        var workflow = WorkflowReader.read("""
                liverun: 1
                name: scalars
                vars: {country: no, padded: 010, time: 12:30, huge: 340282366920938463463374607431768211455}
                steps:
                  - {name: a, request: {method: GET, url: /a}}
                """);

        var values = workflow.variables().stream()
                .map(variable -> variable.defaultValue().value(null).toString())
                .toList();
        assertThat(values).containsExactly("no", "10", "12:30", "340282366920938463463374607431768211455");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            !!javax.script.ScriptEngineManager [x]           | tag
            `a: &a [*a]`                                     | contains itself
            `a: 1\\na: 2`                                    | the key is there twice
            `a: &a {b: 1}\\nc: {<<: *a}`                     | merge keys
            `a: [`                                           | expected
            `"\\0"`                                          | U+0000
            ``                                               | the document is empty
            """)
    void neverRunsOrExpandsWhatADocumentHides(String document, String expected) {
        var invalid = catchThrowableOfType(
                InvalidWorkflowException.class, () -> WorkflowReader.read(document.replace("\\n", "\n")));

        assertThat(invalid).as(document).isNotNull();
        assertThat(invalid.getMessage()).contains(expected.strip());
    }

    @Test
    void aBillionLaughsEndAtOnce() {
        var document = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            document.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1)));
        }

        var invalid =
                catchThrowableOfType(InvalidWorkflowException.class, () -> WorkflowReader.read(document.toString()));

        assertThat(invalid).isNotNull();
    }

    @Test
    void aDocumentThatIsTooLargeIsNotEvenParsed() {
        var invalid = catchThrowableOfType(
                InvalidWorkflowException.class, () -> WorkflowReader.read("#" + "x".repeat(300_000)));

        assertThat(invalid).hasMessageContaining("at most");
    }
}
