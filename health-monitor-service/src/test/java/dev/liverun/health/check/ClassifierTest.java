package dev.liverun.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.contract.HealthStatus;
import dev.liverun.health.check.Verdict.NotMade;
import dev.liverun.health.check.Verdict.Observed;
import dev.liverun.health.condition.Condition;
import dev.liverun.health.condition.Condition.Operator;
import dev.liverun.health.condition.Condition.Subject;
import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.outcome.Attempt;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.outcome.PhaseTimings;
import dev.liverun.integrations.redaction.KnownSecrets;
import dev.liverun.integrations.redaction.Redactor;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClassifierTest {

    private static final CheckDefinition USUAL = CheckDefinition.DEFAULT;
    private static final Redactor REDACTOR = new Redactor(new KnownSecrets());

    @ParameterizedTest
    @CsvSource({
        "200, HEALTHY, OK",
        "204, HEALTHY, OK",
        "301, UNHEALTHY, UNEXPECTED_STATUS",
        "401, UNHEALTHY, AUTH",
        "403, UNHEALTHY, AUTH",
        "404, UNHEALTHY, UNEXPECTED_STATUS",
        "429, DEGRADED, RATE_LIMITED",
        "500, UNHEALTHY, SERVER_ERROR",
        "503, UNHEALTHY, SERVER_ERROR",
    })
    void an_answer_is_told_by_its_status(int code, HealthStatus status, Reason reason) {
        var seen = observed(answered(code, 12, 1), USUAL);

        assertThat(seen.status()).isEqualTo(status);
        assertThat(seen.reason()).isEqualTo(reason);
        assertThat(seen.statusCode()).isEqualTo(code);
        assertThat(seen.responseTimeMs()).isEqualTo(12);
        assertThat(seen.errorMessage() == null).isEqualTo(status == HealthStatus.HEALTHY);
    }

    @ParameterizedTest
    @CsvSource({"0", "99", "600", "999"})
    void a_status_that_is_none_of_http_is_kept_beside(int code) {
        var seen = observed(answered(code, 12, 1), USUAL);

        assertThat(seen.status()).isEqualTo(HealthStatus.UNHEALTHY);
        assertThat(seen.statusCode()).isNull();
        assertThat(seen.metadata()).containsEntry("raw_status_code", code);
    }

    @Test
    void slow_is_not_down() {
        var check = new CheckDefinition("GET", Map.of(), null, List.of(), true, 500);

        assertThat(observed(answered(200, 500, 1), check).status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(observed(answered(200, 501, 1), check).status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(observed(answered(200, 501, 1), check).reason()).isEqualTo(Reason.SLOW);
    }

    @Test
    void slow_and_broken_is_down() {
        var check = new CheckDefinition("GET", Map.of(), null, List.of(), true, 500);

        assertThat(observed(answered(503, 9000, 1), check).status()).isEqualTo(HealthStatus.UNHEALTHY);
    }

    @Test
    void a_success_after_retries_is_healthy_and_tells_of_them() {
        var seen = observed(answered(200, 12, 3), USUAL);

        assertThat(seen.status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(seen.metadata()).containsEntry("attempts", 3);
        assertThat((List<?>) seen.metadata().get("earlier_attempts")).hasSize(2);
    }

    @Test
    void what_the_endpoint_says_it_expects_is_healthy() {
        var check = new CheckDefinition("GET", Map.of(), null, List.of(401, 204), false, null);

        assertThat(observed(answered(401, 12, 1), check).status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(observed(answered(200, 12, 1), check).reason()).isEqualTo(Reason.UNEXPECTED_STATUS);
    }

    @ParameterizedTest
    @CsvSource({
        "TIMEOUT, TIMEOUT, TIMEOUT",
        "DNS, UNHEALTHY, DNS",
        "CONNECT, UNHEALTHY, CONNECT",
        "TLS, UNHEALTHY, TLS",
        "RESET, UNHEALTHY, RESET",
        "MALFORMED, UNHEALTHY, MALFORMED",
        "TOO_LARGE, UNHEALTHY, TOO_LARGE",
        "POLICY, UNHEALTHY, POLICY",
        "CREDENTIAL, UNHEALTHY, AUTH",
    })
    void silence_is_told_by_its_cause(FailureKind kind, HealthStatus status, Reason reason) {
        var seen = observed(failed(kind), USUAL);

        assertThat(seen.status()).isEqualTo(status);
        assertThat(seen.reason()).isEqualTo(reason);
        assertThat(seen.statusCode()).isNull();
        assertThat(seen.responseTimeMs()).isNull();
        assertThat(seen.errorMessage()).isEqualTo("why");
        assertThat(seen.metadata()).containsEntry("failed_phase", "CONNECT").containsEntry("reason", reason.name());
    }

    @Test
    void what_is_reached_without_an_answer_is_healthy_and_has_no_status_code() {
        var seen = observed(reached(12, List.of("192.0.2.7")), USUAL);

        assertThat(seen.status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(seen.statusCode()).isNull();
        assertThat(seen.responseTimeMs()).isEqualTo(12);
        assertThat(seen.metadata()).containsEntry("addresses", List.of("192.0.2.7"));
    }

    @Test
    void what_is_reached_late_or_elsewhere_is_told_by_its_conditions() {
        var slow = new CheckDefinition("GET", Map.of(), null, List.of(), true, 10);
        var elsewhere = new CheckDefinition(
                "GET",
                Map.of(),
                null,
                List.of(),
                true,
                null,
                List.of(new Condition(
                        Subject.ADDRESSES, null, Operator.CONTAINS, "192.0.2.8", Condition.Otherwise.UNHEALTHY)),
                Map.of());

        assertThat(observed(reached(12, List.of()), slow).reason()).isEqualTo(Reason.SLOW);
        assertThat(observed(reached(12, List.of("192.0.2.7")), elsewhere).reason())
                .isEqualTo(Reason.CONDITION);
        assertThat(observed(reached(12, List.of("192.0.2.7", "192.0.2.8")), elsewhere)
                        .reason())
                .isEqualTo(Reason.OK);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"BUDGET_EXHAUSTED", "PAUSED", "BUDGET_UNAVAILABLE", "DISABLED", "HALTED"})
    void what_we_did_not_send_says_nothing_about_the_endpoint(FailureKind kind) {
        assertThat(Classifier.classify(failed(kind), USUAL, REDACTOR)).isEqualTo(new NotMade(kind.name(), "why"));
    }

    private static Observation observed(CallOutcome outcome, CheckDefinition check) {
        return ((Observed) Classifier.classify(outcome, check, REDACTOR)).observation();
    }

    private static CallOutcome answered(int status, long millis, int attempts) {
        var timings = new PhaseTimings(0, 0, 0, 100, 0, 200, 300, millis * 1000, false);
        return new CallOutcome.Answered(
                status,
                Headers.empty(),
                Body.empty(),
                URI.create("http://localhost/health"),
                "HTTP/1.1",
                List.of(),
                timings,
                IntStream.rangeClosed(1, attempts)
                        .mapToObj(number -> new Attempt(
                                number,
                                Instant.EPOCH,
                                OptionalInt.of(number == attempts ? status : 503),
                                Optional.empty(),
                                Phase.TRANSFER,
                                "",
                                timings))
                        .toList(),
                Optional.empty(),
                Optional.empty());
    }

    private static CallOutcome reached(long millis, List<String> addresses) {
        var timings = new PhaseTimings(0, 0, 100, 0, 0, 0, 0, millis * 1000, false);
        return new CallOutcome.Reached(
                addresses,
                timings,
                List.of(new Attempt(1, Instant.EPOCH, OptionalInt.empty(), Optional.empty(), Phase.DNS, "", timings)),
                Optional.empty(),
                Optional.empty());
    }

    private static CallOutcome failed(FailureKind kind) {
        return new CallOutcome.Failed(
                kind, Phase.CONNECT, "why", PhaseTimings.NONE, List.of(), Optional.empty(), Optional.empty());
    }
}
