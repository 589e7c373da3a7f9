package dev.liverun.health.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.health.condition.Condition.Operator;
import dev.liverun.health.condition.Condition.Otherwise;
import dev.liverun.health.condition.Condition.Subject;
import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.outcome.Attempt;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.outcome.PhaseTimings;
import dev.liverun.integrations.outcome.TlsDetails;
import dev.liverun.integrations.redaction.KnownSecrets;
import dev.liverun.integrations.redaction.Redactor;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookedTest {

    private static final KnownSecrets KNOWN = new KnownSecrets();
    private static final Redactor REDACTOR = new Redactor(KNOWN);

    private static final String JSON =
            "{\"count\": 12, \"node\": {\"peers\": [\"a\", \"b\"], \"synced\": true, \"odd name\": 1.50}, \"none\": null}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "JSON | $.count | AT_LEAST | 12 | true",
                "JSON | $.count | AT_LEAST | 12.1 | false",
                "JSON | $.count | AT_MOST | 12 | true",
                "JSON | $.node.peers[1] | EQUALS | b | true",
                "JSON | $.node.peers[-1] | EQUALS | b | true",
                "JSON | $.node.peers[2] | EXISTS | - | false",
                "JSON | $.node['odd name'] | EQUALS | 1.5 | true",
                "JSON | $.node['odd name'] | AT_LEAST | 1.5 | true",
                "JSON | $.none | EXISTS | - | false",
                "JSON | $.gone | NOT_EQUALS | x | true",
                "JSON | $.node.synced | EQUALS | true | true",
                "JSON | $.node.synced | AT_LEAST | 1 | false",
                "HEADER | content-type | CONTAINS | json | true",
                "HEADER | X-Gone | EXISTS | - | false",
                "BODY | - | MATCHES | pe+rs | true",
                "BODY | - | CONTAINS | nothing | false",
                "RESPONSE_TIME_MS | - | AT_MOST | 250 | true",
                "RESPONSE_TIME_MS | - | AT_MOST | 249 | false",
                "CERTIFICATE_DAYS | - | AT_LEAST | 10 | true",
                "CERTIFICATE_DAYS | - | AT_LEAST | 11 | false",
            })
    void a_condition_holds_or_not(Subject of, String name, Operator is, String value, boolean holds) {
        assertThat(new Looked(answer(JSON)).holds(new Condition(of, name, is, value, Otherwise.UNHEALTHY)))
                .isEqualTo(holds);
    }

    @Test
    void what_is_worse_decides() {
        var degrades = new Condition(Subject.JSON, "$.gone", Operator.EXISTS, null, Otherwise.DEGRADED);
        var fails = new Condition(Subject.JSON, "$.gone", Operator.EXISTS, null, Otherwise.UNHEALTHY);

        assertThat(new Looked(answer(JSON)).broken(List.of(degrades, fails))).contains(fails);
    }

    @Test
    void an_expression_takes_no_more_time_on_an_answer_that_was_made_for_it() {
        var condition = new Condition(Subject.BODY, null, Operator.MATCHES, "(a+)+$", Otherwise.UNHEALTHY);

        assertThat(new Looked(answer("a".repeat(60_000) + "!")).holds(condition))
                .isFalse();
    }

    @Test
    void values_are_captured_and_what_is_not_there_is_left_out() {
        var captures = Map.of("blocks", "$.count", "synced", "$.node.synced", "gone", "$.gone", "none", "$.none");

        var captured = new Looked(answer(JSON)).captured(captures, REDACTOR);

        assertThat(captured).containsOnlyKeys("blocks", "synced").containsEntry("synced", true);
        assertThat(captured.get("blocks")).hasToString("12");
    }

    @Test
    void an_answer_that_is_no_json_has_nothing_in_it() {
        assertThat(new Looked(answer("<html>")).captured(Map.of("blocks", "$.count"), REDACTOR))
                .isEmpty();
    }

    @Test
    void secrets_are_not_captured_whatever_they_are_called_and_wherever_they_are() {
        KNOWN.remember("s3cr3t-of-ours");
        var answer = answer(
                "{\"token\": \"abc\", \"deep\": {\"password\": {\"was\": 1}, \"x\": {\"api_key\": \"k\", \"n\": 1}},"
                        + " \"echo\": \"you sent s3cr3t-of-ours\", \"v\": 7}");

        var captured = new Looked(answer)
                .captured(
                        Map.of(
                                "version", "$.token",
                                "was", "$.deep.password.was",
                                "deep", "$.deep.x",
                                "echo", "$.echo",
                                "token", "$.v"),
                        REDACTOR);

        assertThat(captured)
                .containsEntry("version", KnownSecrets.MASK)
                .containsEntry("was", KnownSecrets.MASK)
                .containsEntry("echo", "you sent " + KnownSecrets.MASK)
                .containsEntry("token", KnownSecrets.MASK)
                .hasEntrySatisfying(
                        "deep",
                        deep -> assertThat(deep.toString()).contains("\"n\":1").doesNotContain("\"k\""));
    }

    @ParameterizedTest
    @CsvSource({"$..a, false", "$.a[*], false", "a.b, false", "$, true", "$.a[0]['b c'].d, true", "$.a[?(@.b)], false"})
    void a_path_names_one_place(String path, boolean one) {
        assertThat(SingularPath.isOne(path)).isEqualTo(one);
    }

    private static Answered answer(String body) {
        var timings = new PhaseTimings(0, 0, 0, 0, 0, 0, 0, 250_000, false);
        return new Answered(
                200,
                Headers.of("Content-Type", "application/json"),
                Body.utf8(body),
                URI.create("https://localhost/"),
                "HTTP/1.1",
                List.of(),
                timings,
                List.of(new Attempt(
                        1, Instant.EPOCH, OptionalInt.of(200), Optional.empty(), Phase.TRANSFER, "", timings)),
                Optional.empty(),
                Optional.of(new TlsDetails(
                        "TLSv1.3", "x", "s", "i", Instant.EPOCH, Instant.EPOCH.plus(Duration.ofDays(10)))));
    }
}
