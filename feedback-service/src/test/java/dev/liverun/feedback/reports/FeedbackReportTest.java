package dev.liverun.feedback.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackChanged;
import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.events.contract.FeedbackResolved;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedbackReportTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final Clock LATER = Clock.offset(NOON, Duration.ofMinutes(5));
    private static final Clock SLOW = Clock.offset(NOON, Duration.ofMinutes(-5));

    private final FeedbackReport report = Reports.report("title", "description", NOON);

    @Test
    void whoeverBecomesResolvedHasATimeOfIt() {
        var event = report.change(FeedbackChange.ofStatus(FeedbackState.RESOLVED), LATER, "ada")
                .orElseThrow();

        assertThat(event.data()).isInstanceOf(FeedbackResolved.class);
        assertThat(event.sequence()).isEqualTo(2);
        assertThat(report.resolvedAt()).isEqualTo(LATER.instant());
    }

    @Test
    void whatIsClosedAfterwardsKeepsTheTimeAtWhichItWasResolved() {
        report.change(FeedbackChange.ofStatus(FeedbackState.RESOLVED), NOON, "ada");

        var event = report.change(FeedbackChange.ofStatus(FeedbackState.CLOSED), LATER, "ada")
                .orElseThrow();

        assertThat(event.data()).isInstanceOf(FeedbackChanged.class);
        assertThat(report.resolvedAt()).isEqualTo(NOON.instant());
    }

    @Test
    void whatIsReopenedHasNone() {
        report.change(FeedbackChange.ofStatus(FeedbackState.CLOSED), NOON, "ada");
        report.change(FeedbackChange.ofStatus(FeedbackState.IN_PROGRESS), LATER, "ada");

        assertThat(report.resolvedAt()).isNull();
    }

    @Test
    void anIllegalStepChangesNothingOfTheState() {
        report.change(FeedbackChange.ofStatus(FeedbackState.CLOSED), NOON, "ada");

        assertThatThrownBy(() -> report.change(FeedbackChange.ofStatus(FeedbackState.RESOLVED), LATER, "ada"))
                .isInstanceOf(IllegalTransition.class);
        assertThat(report.status()).isEqualTo(FeedbackState.CLOSED);
    }

    @Test
    void aReplicaWhoseClockIsSlowDoesNotResolveItBeforeItWasReported() {
        report.change(FeedbackChange.ofStatus(FeedbackState.RESOLVED), SLOW, "ada");

        assertThat(report.resolvedAt()).isEqualTo(report.reportedAt());
    }

    @Test
    void theEventNamesWhatChanged() {
        var event = report.change(
                        new FeedbackChange(
                                "other", null, FeedbackCategory.OTHER, FeedbackPriority.HIGH, null, Map.of("a", 1)),
                        LATER,
                        "ada")
                .orElseThrow();

        assertThat(((FeedbackChanged) event.data()).changed())
                .containsExactlyInAnyOrder("title", "category", "priority", "metadata");
    }

    @Test
    void whatIsTheSameAlreadyIsNoChange() {
        assertThat(report.change(
                        new FeedbackChange("title", "description", null, null, FeedbackState.OPEN, Map.of()),
                        LATER,
                        "ada"))
                .isEmpty();
    }
}
