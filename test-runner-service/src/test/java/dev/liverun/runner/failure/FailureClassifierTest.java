package dev.liverun.runner.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.runner.engine.Outcomes;
import dev.liverun.runner.engine.StepRecord;
import dev.liverun.runner.engine.Trouble;
import dev.liverun.runner.engine.asserting.AssertionResult;
import dev.liverun.runner.engine.asserting.AssertionResult.Mismatch;
import dev.liverun.runner.workflow.Step;
import dev.liverun.runner.workflow.reading.InvalidWorkflowException;
import dev.liverun.runner.workflow.reading.WorkflowReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureClassifierTest {

    /** Attempts' statuses, the endpoint's health, what of the answer does not hold. */
    @ParameterizedTest
    @CsvSource({
        "429,         HEALTHY,   status,             RATE_LIMITED,    answered-429",
        "401,         HEALTHY,   status,             AUTH,            refused-credential",
        "403,         HEALTHY,   status,             AUTH,            refused-credential",
        "500,         UNHEALTHY, status,             PROVIDER_OUTAGE, down",
        "503,         TIMEOUT,   status,             PROVIDER_OUTAGE, down",
        "503,         HEALTHY,   status,             PROVIDER_OUTAGE, unavailable",
        "521,         HEALTHY,   status,             PROVIDER_OUTAGE, unavailable",
        "500;500;500, HEALTHY,   status,             PROVIDER_OUTAGE, fails-every-time",
        "429;500,     HEALTHY,   status,             PRODUCT,         server-error",
        "500,         HEALTHY,   status,             PRODUCT,         server-error",
        "500,         DEGRADED,  status,             PRODUCT,         server-error",
        "500,         UNKNOWN,   status,             PRODUCT,         server-error",
        "400,         HEALTHY,   status,             TEST_DEFECT,     request-refused",
        "422,         HEALTHY,   status PASSED_BEFORE, CONTRACT_DRIFT,  request-no-longer-accepted",
        "404,         HEALTHY,   status,             PRODUCT,         other-value",
        "200,         HEALTHY,   value,              PRODUCT,         other-value",
        "200,         UNHEALTHY, value,              PRODUCT,         other-value",
        "200,         HEALTHY,   missing,            CONTRACT_DRIFT,  other-shape",
        "200,         HEALTHY,   type,               CONTRACT_DRIFT,  other-shape",
        "200,         HEALTHY,   unreadable,         CONTRACT_DRIFT,  unreadable",
        "200,         HEALTHY,   expectation,        TEST_DEFECT,     expectation",
        "404,         HEALTHY,   status missing,     PRODUCT,         other-value"
    })
    void anAnswerIsClassified(String statuses, String health, String failing, FailureClass expected, String rule) {
        var outcome = Outcomes.statuses(
                Arrays.stream(statuses.split(";")).mapToInt(Integer::parseInt).toArray());

        var verdict = FailureClassifier.classify(facts(outcome, null, health, failing))
                .orElseThrow();

        assertThat(verdict.rule()).isEqualTo(rule);
        assertThat(verdict.failureClass()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "DNS,              DNS,        HEALTHY,   NETWORK,         no-way-there",
        "CONNECT,          CONNECT,    HEALTHY,   NETWORK,         no-way-there",
        "CONNECT,          CONNECT,    UNHEALTHY, PROVIDER_OUTAGE, down",
        "TLS,              TLS,        HEALTHY,   NETWORK,         no-way-there",
        "RESET,            TRANSFER,   HEALTHY,   NETWORK,         no-way-there",
        "TIMEOUT,          CONNECT,    HEALTHY,   NETWORK,         no-way-there",
        "TIMEOUT,          FIRST_BYTE, HEALTHY,   PROVIDER_OUTAGE, silent",
        "MALFORMED,        TRANSFER,   HEALTHY,   CONTRACT_DRIFT,  not-http",
        "TOO_LARGE,        TRANSFER,   HEALTHY,   CONTRACT_DRIFT,  not-http",
        "CREDENTIAL,       AUTH,       HEALTHY,   AUTH,            no-credential",
        "BUDGET_EXHAUSTED, QUEUE,      HEALTHY,   RATE_LIMITED,    budget-used-up",
        "PAUSED,           QUEUE,      HEALTHY,   RATE_LIMITED,    budget-used-up",
        "POLICY,           PREPARE,    HEALTHY,   TEST_DEFECT,     workflow"
    })
    void aMissingAnswerIsClassified(FailureKind kind, Phase phase, String health, FailureClass expected, String rule) {
        var verdict = FailureClassifier.classify(facts(Outcomes.failed(kind, phase), null, health, "no_answer"))
                .orElseThrow();

        assertThat(verdict.rule()).isEqualTo(rule);
        assertThat(verdict.failureClass()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"CANCELLED", "DEADLINE", "NOT_ALLOWED", "OURS"})
    void nobodyIsAtFaultForWhatWeDidNotLetHappen(Trouble.Kind kind) {
        assertThat(FailureClassifier.classify(facts(null, new Trouble(kind, "so"), "HEALTHY", "")))
                .isEmpty();
    }

    @Test
    void aValueThatIsMissingInTheWorkflowIsTheTestsFault() {
        assertThat(FailureClassifier.classify(
                        facts(null, new Trouble(Trouble.Kind.WORKFLOW, "${x} has no value"), "HEALTHY", "")))
                .hasValueSatisfying(
                        verdict -> assertThat(verdict.failureClass()).isEqualTo(FailureClass.TEST_DEFECT));
    }

    @Test
    void theEvidenceTellsWhatItWasDecidedOn() {
        var verdict = FailureClassifier.classify(facts(Outcomes.statuses(503, 503), null, "UNHEALTHY", "status"))
                .orElseThrow();

        assertThat(verdict.evidence())
                .containsEntry("rule", "down")
                .containsEntry("step", "look")
                .containsEntry("status", 503)
                .containsEntry("passed_before", false);
        assertThat((List<?>) verdict.evidence().get("attempts")).hasSize(2);
        assertThat(verdict.evidence().get("endpoint_health").toString()).contains("UNHEALTHY", "checks fail");
    }

    private static FailureFacts facts(CallOutcome outcome, Trouble trouble, String health, String failing) {
        List<AssertionResult> assertions = new ArrayList<>();
        for (String word : failing.split(" ")) {
            if (word.equals("status")) {
                assertions.add(assertion("status", Mismatch.VALUE));
            } else if (!word.isEmpty() && !word.equals("PASSED_BEFORE")) {
                assertions.add(assertion("jsonpath $.a", Mismatch.valueOf(word.toUpperCase(java.util.Locale.ROOT))));
            }
        }
        var step =
                new StepRecord(step(), Instant.EPOCH, 1, null, outcome, assertions, Map.of(), Map.of(), null, trouble);
        return new FailureFacts(
                step,
                health.equals("UNKNOWN")
                        ? Optional.empty()
                        : Optional.of(new HealthThen(HealthStatus.valueOf(health), "checks fail", Instant.EPOCH)),
                failing.contains("PASSED_BEFORE"));
    }

    private static AssertionResult assertion(String subject, Mismatch mismatch) {
        return AssertionResult.implied("look", subject + " equals", subject, 1, 2, mismatch);
    }

    private static Step step() {
        try {
            return WorkflowReader.read("liverun: 1\nname: a\nsteps: [{name: look, request: {method: GET, url: /}}]")
                    .steps()
                    .get(0);
        } catch (InvalidWorkflowException e) {
            throw new AssertionError(e);
        }
    }
}
