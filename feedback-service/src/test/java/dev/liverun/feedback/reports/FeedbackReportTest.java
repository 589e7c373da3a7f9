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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeedbackReportTest {

    private static final Clock NOON_CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final Timing NOON = Timings.at(NOON_CLOCK);
    private static final Timing LATER = Timings.at(Clock.offset(NOON_CLOCK, Duration.ofMinutes(5)));
    private static final Timing SLOW = Timings.at(Clock.offset(NOON_CLOCK, Duration.ofMinutes(-5)));

    private final FeedbackReport report = Reports.report("title", "description", NOON_CLOCK);

    @Test
    void whoeverBecomesResolvedHasATimeOfIt() {
        var event = report.change(FeedbackChange.ofStatus(FeedbackState.RESOLVED), LATER, "ada")
                .orElseThrow()
                .event();

        assertThat(event.data()).isInstanceOf(FeedbackResolved.class);
        assertThat(event.sequence()).isEqualTo(2);
        assertThat(report.resolvedAt()).isEqualTo(LATER.now());
    }

    @Test
    void whatIsClosedAfterwardsKeepsTheTimeAtWhichItWasResolved() {
        report.change(FeedbackChange.ofStatus(FeedbackState.RESOLVED), NOON, "ada");

        var event = report.change(FeedbackChange.ofStatus(FeedbackState.CLOSED), LATER, "ada")
                .orElseThrow()
                .event();

        assertThat(event.data()).isInstanceOf(FeedbackChanged.class);
        assertThat(report.resolvedAt()).isEqualTo(NOON.now());
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
                                "other",
                                null,
                                FeedbackCategory.OTHER,
                                FeedbackPriority.HIGH,
                                null,
                                null,
                                null,
                                Map.of("a", 1)),
                        LATER,
                        "ada")
                .orElseThrow()
                .event();

        assertThat(((FeedbackChanged) event.data()).changed())
                .containsExactlyInAnyOrder("title", "category", "priority", "metadata");
    }

    @Test
    void whatIsTheSameAlreadyIsNoChange() {
        assertThat(report.change(
                        new FeedbackChange(
                                "title", "description", null, null, FeedbackState.OPEN, "", Set.of(), Map.of()),
                        LATER,
                        "ada"))
                .isEmpty();
    }

    @Test
    void whoeverAssignsLabelsAndReprioritisesSeesIt() {
        var change = report.change(
                        new FeedbackChange(
                                null, null, null, FeedbackPriority.CRITICAL, null, "bob", Set.of("b ", "a"), null),
                        LATER,
                        "ada")
                .orElseThrow();

        assertThat(change.fields())
                .containsExactly(
                        new FieldChange("priority", FeedbackPriority.MEDIUM, FeedbackPriority.CRITICAL),
                        new FieldChange("assignee", null, "bob"),
                        new FieldChange("labels", List.of(), List.of("a", "b")));
        assertThat(report.dueAt()).isEqualTo(report.reportedAt().plus(Duration.ofDays(1)));
        assertThat(report.change(new FeedbackChange(null, null, null, null, null, "", null, null), LATER, "ada"))
                .isPresent();
        assertThat(report.assignee()).isNull();
    }

    @Test
    void whatIsWithdrawnStaysAndRefusesChanges() {
        var withdrawn = report.withdraw("seen wrongly", LATER, "ada");

        assertThat(((FeedbackChanged) withdrawn.event().data()).feedback().withdrawn())
                .isTrue();
        assertThat(report.withdrawnAt()).isEqualTo(LATER.now());
        assertThatThrownBy(() -> report.change(FeedbackChange.ofTitle("x"), LATER, "ada"))
                .isInstanceOf(ReportWithdrawn.class);
        assertThat(report.restore(LATER, "ada")).isPresent();
        assertThat(report.withdrawnAt()).isNull();
        assertThat(report.restore(LATER, "ada")).isEmpty();
    }

    @Test
    void aDuplicateIsClosedAndReopeningMakesItAReportOfItsOwnAgain() {
        var kept = Reports.report("kept", "description", NOON_CLOCK);

        var merged = report.mergeInto(kept, LATER, "ada");

        assertThat(merged.event().data()).isInstanceOf(FeedbackResolved.class);
        assertThat(report.duplicateOf()).isEqualTo(kept.id());
        assertThat(report.status()).isEqualTo(FeedbackState.CLOSED);
        assertThatThrownBy(() -> report.mergeInto(kept, LATER, "ada")).isInstanceOf(NotMergeable.class);
        assertThatThrownBy(() -> kept.mergeInto(report, LATER, "ada")).isInstanceOf(NotMergeable.class);
        assertThatThrownBy(() -> kept.mergeInto(kept, LATER, "ada")).isInstanceOf(NotMergeable.class);
        report.change(FeedbackChange.ofStatus(FeedbackState.OPEN), LATER, "ada");
        assertThat(report.duplicateOf()).isNull();
    }

    @Test
    void itIsOverdueWhenItsTimeIsUpAndNobodyHasResolvedIt() {
        assertThat(report.isOverdue(report.dueAt())).isFalse();
        assertThat(report.isOverdue(report.dueAt().plusSeconds(1))).isTrue();

        report.change(FeedbackChange.ofStatus(FeedbackState.RESOLVED), LATER, "ada");

        assertThat(report.isOverdue(report.dueAt().plusSeconds(1))).isFalse();
    }
}
