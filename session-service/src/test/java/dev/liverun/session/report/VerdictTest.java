package dev.liverun.session.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.Ids;
import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.events.contract.FeedbackStatus;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.session.configuration.SessionConfiguration;
import dev.liverun.session.feedback.SessionFeedback;
import dev.liverun.session.health.IntegrationHealth;
import dev.liverun.session.report.Verdict.GateOutcome;
import dev.liverun.session.report.Verdict.Outcome;
import dev.liverun.session.report.evidence.Evidence;
import dev.liverun.session.report.evidence.SignOff;
import dev.liverun.session.results.ResultCount;
import dev.liverun.session.state.SessionState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    private static final UUID BANANO = Ids.next();
    private static final ResultCount PASSED = count("pay", TestStatus.PASSED, null, 9);
    private static final ResultCount PRODUCT = count("pay", TestStatus.FAILED, FailureClass.PRODUCT, 1);
    private static final ResultCount OUTAGE = count("pay", TestStatus.ERROR, FailureClass.PROVIDER_OUTAGE, 1);

    @Test
    void allGatesPassedIsReady() {
        var verdict = verdict(Map.of(), List.of(PASSED), List.of(), List.of());

        assertThat(verdict.verdict()).isEqualTo(Outcome.READY);
        assertThat(verdict.decided()).isTrue();
        assertThat(verdict.reasons()).isEmpty();
    }

    @Test
    void aProductFailureIsNotReadyUnlessTheGateAllowsIt() {
        assertThat(verdict(Map.of(), List.of(PASSED, PRODUCT), List.of(), List.of())
                        .verdict())
                .isEqualTo(Outcome.NOT_READY);
        assertThat(verdict(
                                gates("min_product_pass_rate", new BigDecimal("0.9")),
                                List.of(PASSED, PRODUCT),
                                List.of(),
                                List.of())
                        .verdict())
                .isEqualTo(Outcome.READY);
    }

    @Test
    void anOutageIsNotHeldAgainstAProductThatWasJudgedOtherwise() {
        assertThat(verdict(Map.of(), List.of(PASSED, OUTAGE), List.of(), List.of())
                        .verdict())
                .isEqualTo(Outcome.READY);
    }

    @Test
    void aTestThatOnlyMetOutagesLeavesItOpen() {
        var other = count("refund", TestStatus.FAILED, FailureClass.PROVIDER_OUTAGE, 2);

        var verdict = verdict(Map.of(), List.of(PASSED, other), List.of(), List.of());

        assertThat(verdict.verdict()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reasons()).singleElement().asString().contains("refund (PROVIDER_OUTAGE)");
    }

    @Test
    void aPlannedTestThatDidNotRunLeavesItOpen() {
        var skipped = count("refund", TestStatus.SKIPPED, null, 1);

        var verdict = verdict(Map.of("plan", List.of("pay", "refund")), List.of(PASSED, skipped), List.of(), List.of());

        assertThat(verdict.verdict()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reasons()).singleElement().asString().contains("refund");
    }

    @Test
    void noResultsLeaveItOpen() {
        assertThat(verdict(Map.of(), List.of(), List.of(), List.of()).verdict()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void aRequiredIntegrationThatWasMostlyDownIsNotReady() {
        var verdict = verdict(Map.of(), List.of(PASSED), List.of(integration(new BigDecimal("0.5"), true)), List.of());

        assertThat(verdict.verdict()).isEqualTo(Outcome.NOT_READY);
        assertThat(verdict.reasons()).singleElement().asString().contains("banano 50 %");
    }

    @Test
    void aRequiredIntegrationThatWasNeverCheckedLeavesItOpen() {
        assertThat(verdict(Map.of(), List.of(PASSED), List.of(integration(null, true)), List.of())
                        .verdict())
                .isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict(Map.of(), List.of(PASSED), List.of(integration(null, false)), List.of())
                        .verdict())
                .isEqualTo(Outcome.READY);
    }

    @Test
    void anOpenCriticalReportIsNotReadyAndAResolvedOneIs() {
        assertThat(verdict(Map.of(), List.of(PASSED), List.of(), List.of(critical(FeedbackStatus.OPEN)))
                        .verdict())
                .isEqualTo(Outcome.NOT_READY);
        assertThat(verdict(Map.of(), List.of(PASSED), List.of(), List.of(critical(FeedbackStatus.RESOLVED)))
                        .verdict())
                .isEqualTo(Outcome.READY);
    }

    @Test
    void aFailedSessionIsNotReadyAndARunningOneIsUndecided() {
        assertThat(verdict(SessionState.FAILED).verdict()).isEqualTo(Outcome.NOT_READY);
        assertThat(verdict(SessionState.ACTIVE).verdict()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict(SessionState.ACTIVE).decided()).isFalse();
    }

    @Test
    void gatesThatNobodyAskedForAreNotThere() {
        assertThat(verdict(Map.of(), List.of(PASSED), List.of(), List.of()).gates())
                .extracting(Verdict.Gate::name)
                .containsExactly(
                        "session", "product_pass_rate", "plan", "judged", "required_uptime", "open_critical_feedback");
    }

    @ParameterizedTest
    @CsvSource({
        "min_pass_rate, 0.9, pass_rate, PASSED",
        "min_pass_rate, 0.91, pass_rate, FAILED",
        "min_results, 11, results, PASSED",
        "min_results, 12, results, INCONCLUSIVE",
        "max_unclassified_failures, 0, unclassified_failures, PASSED",
        "max_open_high, 1, open_high_feedback, PASSED",
        "max_open_high, 0, open_high_feedback, FAILED",
        "max_open_medium, 0, open_medium_feedback, PASSED",
        "max_open_low, 0, open_low_feedback, PASSED",
        "max_p95_ms, 300, p95_latency, PASSED",
        "max_p95_ms, 299, p95_latency, FAILED"
    })
    void aGateHoldsToItsLimit(String key, BigDecimal limit, String gate, GateOutcome outcome) {
        var counts = List.of(
                count("pay", TestStatus.PASSED, null, 10),
                count("pay", TestStatus.FAILED, FailureClass.NETWORK, 1),
                count("refund", TestStatus.SKIPPED, null, 5));
        var high = report(FeedbackPriority.HIGH, FeedbackStatus.IN_PROGRESS);

        var verdict = verdict(gates(key, limit), counts, List.of(answering(300)), List.of(high));

        assertThat(gate(verdict, gate)).isEqualTo(outcome);
    }

    @Test
    void aGateMayLimitTheFailuresOfAClass() {
        var drift = List.of(PASSED, count("pay", TestStatus.FAILED, FailureClass.CONTRACT_DRIFT, 2));

        assertThat(gate(
                        verdict(gates("max_failures", Map.of("CONTRACT_DRIFT", 1)), drift, List.of(), List.of()),
                        "failures_contract_drift"))
                .isEqualTo(GateOutcome.FAILED);
        assertThat(gate(
                        verdict(gates("max_failures", Map.of("CONTRACT_DRIFT", 2)), drift, List.of(), List.of()),
                        "failures_contract_drift"))
                .isEqualTo(GateOutcome.PASSED);
    }

    @Test
    void aFailureThatNobodyHasLookedAtIsUnclassified() {
        var open = List.of(PASSED, count("pay", TestStatus.ERROR, null, 1));

        assertThat(gate(
                        verdict(gates("max_unclassified_failures", 0), open, List.of(), List.of()),
                        "unclassified_failures"))
                .isEqualTo(GateOutcome.FAILED);
    }

    @Test
    void newFailuresAreThoseThatTheBaselineDidNotHave() {
        var noNew = gates("no_new_failures", true);
        var failing = List.of(new Comparison.Test("pay", "banano"));
        var baseline = Ids.next();

        assertThat(gate(verdict(noNew, List.of(PASSED), List.of(), List.of()), "new_failures"))
                .as("nothing to compare with")
                .isEqualTo(GateOutcome.INCONCLUSIVE);
        assertThat(gate(
                        verdict(
                                noNew,
                                List.of(PASSED),
                                List.of(),
                                List.of(),
                                new Comparison(BANANO, baseline, List.of(), failing, failing, List.of())),
                        "new_failures"))
                .isEqualTo(GateOutcome.PASSED);
        assertThat(gate(
                        verdict(
                                noNew,
                                List.of(PASSED),
                                List.of(),
                                List.of(),
                                new Comparison(BANANO, baseline, failing, List.of(), List.of(), List.of())),
                        "new_failures"))
                .isEqualTo(GateOutcome.FAILED);
    }

    @Test
    void anIntegrationMayHaveLimitsOfItsOwn() {
        var strict = scope(Map.of("name", "banano", "min_uptime", new BigDecimal("0.999"), "max_p95_ms", 100));
        var lenient = scope(Map.of("name", "banano", "min_uptime", new BigDecimal("0.5"), "max_p95_ms", 1000));

        assertThat(gate(verdict(strict, List.of(PASSED), List.of(answering(300)), List.of()), "required_uptime"))
                .isEqualTo(GateOutcome.FAILED);
        assertThat(gate(verdict(strict, List.of(PASSED), List.of(answering(300)), List.of()), "p95_latency"))
                .isEqualTo(GateOutcome.FAILED);
        assertThat(verdict(lenient, List.of(PASSED), List.of(answering(300)), List.of())
                        .verdict())
                .isEqualTo(Outcome.READY);
    }

    @Test
    void anIntegrationThatNeverAnsweredLeavesItsLatencyOpen() {
        var verdict = verdict(
                gates("max_p95_ms", 100), List.of(PASSED), List.of(integration(BigDecimal.ONE, true)), List.of());

        assertThat(gate(verdict, "p95_latency")).isEqualTo(GateOutcome.INCONCLUSIVE);
    }

    @Test
    void whoIsAskedToSignOffMustHaveAccepted() {
        var asked =
                Map.<String, Object>of("sign_off", List.of("pat", "olga"), "gates", Map.of("require_sign_offs", true));
        var pat = signOff("pat", SignOff.Decision.ACCEPTED);
        var olga = signOff("olga", SignOff.Decision.ACCEPTED);
        var no = signOff("olga", SignOff.Decision.REJECTED);

        assertThat(gate(verdict(asked, List.of(PASSED), List.of(), List.of(), null), "sign_offs"))
                .isEqualTo(GateOutcome.INCONCLUSIVE);
        assertThat(gate(verdict(asked, List.of(PASSED), List.of(), List.of(), null, pat), "sign_offs"))
                .isEqualTo(GateOutcome.INCONCLUSIVE);
        assertThat(gate(verdict(asked, List.of(PASSED), List.of(), List.of(), null, pat, olga), "sign_offs"))
                .isEqualTo(GateOutcome.PASSED);
        assertThat(gate(verdict(asked, List.of(PASSED), List.of(), List.of(), null, pat, no), "sign_offs"))
                .isEqualTo(GateOutcome.FAILED);
        assertThat(gate(
                        verdict(gates("require_sign_offs", true), List.of(PASSED), List.of(), List.of(), null, pat),
                        "sign_offs"))
                .as("nobody is asked by name: somebody is enough")
                .isEqualTo(GateOutcome.PASSED);
    }

    @Test
    void whoeverAcceptedAnEarlierSealHasNotAcceptedWhatIsKnownNow() {
        var asked = Map.<String, Object>of("sign_off", List.of("pat"), "gates", Map.of("require_sign_offs", true));
        var earlier = new SignOff("pat", "Pat", SignOff.Decision.ACCEPTED, null, 1, Instant.EPOCH);
        var olga = signOff("olga", SignOff.Decision.ACCEPTED);

        var verdict = verdict(asked, List.of(PASSED), List.of(), List.of(), null, earlier);

        assertThat(verdict.verdict()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reasons()).containsExactly("More is known than what was accepted by Pat (seal 1).");
        assertThat(gate(
                        verdict(
                                gates("require_sign_offs", true),
                                List.of(PASSED),
                                List.of(),
                                List.of(),
                                null,
                                earlier,
                                olga),
                        "sign_offs"))
                .as("somebody has accepted what is known now")
                .isEqualTo(GateOutcome.PASSED);
    }

    @Test
    void aSealStandsUntilMoreIsKnownAndFeedbackThatIsResolvedTakesNothingBack() {
        var open = critical(FeedbackStatus.OPEN);
        var resolved = critical(FeedbackStatus.RESOLVED);

        assertThat(stands(List.of(PASSED), List.of(open), List.of(PASSED), List.of(open)))
                .isTrue();
        assertThat(stands(List.of(PASSED), List.of(open), List.of(PASSED), List.of(resolved)))
                .isTrue();
        assertThat(stands(List.of(PASSED), List.of(resolved), List.of(PASSED), List.of(open)))
                .as("opened again")
                .isFalse();
        assertThat(stands(List.of(PASSED), List.of(), List.of(PASSED), List.of(resolved)))
                .as("another report")
                .isFalse();
        assertThat(stands(List.of(PASSED, OUTAGE), List.of(), List.of(PASSED, PRODUCT), List.of()))
                .as("somebody else is at fault")
                .isFalse();
        assertThat(stands(List.of(PASSED), List.of(), List.of(PASSED, PASSED), List.of()))
                .as("another result")
                .isFalse();
    }

    private static boolean stands(
            List<ResultCount> countsThen,
            List<SessionFeedback> feedbackThen,
            List<ResultCount> countsNow,
            List<SessionFeedback> feedbackNow) {
        var accepted = new Evidence(
                null,
                null,
                ResultSummary.of(countsThen),
                List.of(),
                FeedbackSummary.of(feedbackThen),
                List.of(),
                null,
                null,
                List.of());
        return new Findings(
                        SessionState.COMPLETED,
                        SessionConfiguration.of(Map.of()),
                        countsNow,
                        List.of(),
                        FeedbackSummary.of(feedbackNow),
                        null,
                        List.of(),
                        Set.of())
                .standing(Map.of(1, accepted))
                .standing()
                .contains(1);
    }

    @Test
    void passRatesKeepTheProductApart() {
        var summary = ResultSummary.of(List.of(PASSED, PRODUCT, OUTAGE, count("x", TestStatus.SKIPPED, null, 4)));

        assertThat(summary.total()).isEqualTo(15);
        assertThat(summary.passRate()).isEqualByComparingTo("0.8181");
        assertThat(summary.product().passRate()).isEqualByComparingTo("0.9");
        assertThat(summary.product().elsewhere()).isEqualTo(1);
        assertThat(summary.byFailureClass()).containsEntry(FailureClass.PROVIDER_OUTAGE, 1L);
    }

    private static Verdict verdict(
            Map<String, Object> configuration,
            List<ResultCount> counts,
            List<IntegrationHealth> integrations,
            List<SessionFeedback> feedback) {
        return verdict(configuration, counts, integrations, feedback, null);
    }

    private static Verdict verdict(
            Map<String, Object> configuration,
            List<ResultCount> counts,
            List<IntegrationHealth> integrations,
            List<SessionFeedback> feedback,
            Comparison comparison,
            SignOff... signOffs) {
        return Verdict.of(new Findings(
                SessionState.COMPLETED,
                SessionConfiguration.of(configuration),
                counts,
                integrations,
                FeedbackSummary.of(feedback),
                comparison,
                List.of(signOffs),
                Set.of(2)));
    }

    private static Verdict verdict(SessionState state) {
        return Verdict.of(new Findings(
                state,
                SessionConfiguration.of(Map.of()),
                List.of(PASSED),
                List.of(),
                FeedbackSummary.of(List.of()),
                null,
                List.of(),
                Set.of()));
    }

    private static GateOutcome gate(Verdict verdict, String name) {
        return verdict.gates().stream()
                .filter(gate -> gate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no gate " + name + " in " + verdict.gates()))
                .outcome();
    }

    private static Map<String, Object> gates(String name, Object value) {
        return Map.of("gates", Map.of(name, value));
    }

    private static ResultCount count(String test, TestStatus status, FailureClass failureClass, long count) {
        return new ResultCount(BANANO, "banano", test, status, failureClass, count, 10 * count, 10);
    }

    private static IntegrationHealth integration(BigDecimal uptime, boolean required) {
        return new IntegrationHealth(
                BANANO, "banano", required, null, new IntegrationHealth.Checks(0, 0, 0, 0, 0, 0), uptime, null, null);
    }

    private static Map<String, Object> scope(Map<String, Object> integration) {
        return Map.of("integrations", List.of(integration));
    }

    /** Up 99 % of the time. */
    private static IntegrationHealth answering(int p95) {
        return new IntegrationHealth(
                BANANO,
                "banano",
                true,
                null,
                new IntegrationHealth.Checks(0, 0, 0, 0, 0, 0),
                new BigDecimal("0.99"),
                new IntegrationHealth.ResponseTime(10, p95, 2 * p95),
                null);
    }

    private static SignOff signOff(String person, SignOff.Decision decision) {
        return new SignOff(person, person, decision, "because", 2, Instant.EPOCH);
    }

    private static SessionFeedback critical(FeedbackStatus status) {
        return report(FeedbackPriority.CRITICAL, status);
    }

    private static SessionFeedback report(FeedbackPriority priority, FeedbackStatus status) {
        return new SessionFeedback(
                Ids.next(),
                null,
                null,
                "pays twice",
                FeedbackCategory.INTEGRATION,
                priority,
                status,
                "ada",
                Instant.EPOCH,
                null,
                0,
                null);
    }
}
