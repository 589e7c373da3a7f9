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
import dev.liverun.session.report.Verdict.Outcome;
import dev.liverun.session.results.ResultCount;
import dev.liverun.session.state.SessionState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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
        return Verdict.of(
                SessionState.COMPLETED,
                SessionConfiguration.of(configuration),
                counts,
                integrations,
                FeedbackSummary.of(feedback));
    }

    private static Verdict verdict(SessionState state) {
        return Verdict.of(
                state, SessionConfiguration.of(Map.of()), List.of(PASSED), List.of(), FeedbackSummary.of(List.of()));
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

    private static SessionFeedback critical(FeedbackStatus status) {
        return new SessionFeedback(
                Ids.next(),
                null,
                null,
                "pays twice",
                FeedbackCategory.INTEGRATION,
                FeedbackPriority.CRITICAL,
                status,
                "ada",
                Instant.EPOCH,
                null,
                0,
                null);
    }
}
