package dev.liverun.feedback.github.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.feedback.github.conflicts.Clash;
import dev.liverun.feedback.github.text.Fields;
import dev.liverun.feedback.reports.FeedbackChange;
import dev.liverun.feedback.reports.FeedbackState;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FieldSyncTest {

    private static final Fields AGREED =
            new Fields("a", true, "text", FeedbackPriority.LOW, FeedbackCategory.UX, Set.of("x", "y"), "");

    @Test
    void whereNothingChangedNothingIsDone() {
        var sync = sync(AGREED, AGREED);

        assertThat(sync.take()).isEqualTo(FeedbackChange.NOTHING);
        assertThat(sync.pushes()).isFalse();
        assertThat(sync.agreed()).isEqualTo(AGREED);
    }

    @Test
    void ourEchoChangesNothing() {
        var ours = title("see #\u200b1");

        assertThat(sync(ours, ours).pushes()).isFalse();
        assertThat(sync(ours, ours).take()).isEqualTo(FeedbackChange.NOTHING);
    }

    @Test
    void whatChangedThereIsTakenAsAPersonTypesIt() {
        var sync = sync(AGREED, title("b #\u200b1"));

        assertThat(sync.take()).isEqualTo(FeedbackChange.ofTitle("b #1"));
        assertThat(sync.pushes()).isFalse();
        assertThat(sync.agreed().title()).isEqualTo("b #\u200b1");
    }

    @Test
    void whatChangedHereIsPushed() {
        var sync = sync(title("b"), AGREED);

        assertThat(sync.push().title()).isEqualTo("b");
        assertThat(sync.push().description()).isNull();
        assertThat(sync.take()).isEqualTo(FeedbackChange.NOTHING);
    }

    @Test
    void differentFieldsOfBothSidesSurvive() {
        var sync = sync(
                new Fields("b", true, "text", FeedbackPriority.LOW, FeedbackCategory.UX, Set.of("x", "y", "here"), ""),
                new Fields("a", false, "other", FeedbackPriority.HIGH, FeedbackCategory.UX, Set.of("y", "there"), ""));

        assertThat(sync.clashes()).isEmpty();
        assertThat(sync.agreed())
                .isEqualTo(new Fields(
                        "b",
                        false,
                        "other",
                        FeedbackPriority.HIGH,
                        FeedbackCategory.UX,
                        Set.of("here", "there", "y"),
                        ""));
        assertThat(sync.take().status()).isEqualTo(FeedbackState.RESOLVED);
        assertThat(sync.take().labels()).containsExactlyInAnyOrder("here", "there", "y");
        assertThat(sync.push().title()).isEqualTo("b");
        assertThat(sync.push().labels()).containsExactlyInAnyOrder("here", "there", "y");
    }

    @Test
    void whatBothSidesChangedDifferentlyIsTheirsAndOursIsKept() {
        var sync = sync(title("ours"), title("theirs"));

        assertThat(sync.take().title()).isEqualTo("theirs");
        assertThat(sync.pushes()).isFalse();
        assertThat(sync.clashes()).containsExactly(new Clash("title", "a", "ours", "theirs"));
    }

    @Test
    void whatBothSidesChangedAlikeIsNoClash() {
        assertThat(sync(title("b"), title("b")).clashes()).isEmpty();
    }

    @Test
    void whatTheIssueDoesNotSayIsLeftAlone() {
        var silent = new Fields("a", true, null, null, null, Set.of("x", "y"), null);

        assertThat(sync(AGREED, silent).pushes()).isFalse();
        assertThat(sync(AGREED, silent).take()).isEqualTo(FeedbackChange.NOTHING);
        var changed = new Fields("a", true, "new", FeedbackPriority.HIGH, FeedbackCategory.UX, Set.of("x", "y"), "");
        assertThat(sync(changed, silent).push().description()).isEqualTo("new");
        assertThat(sync(changed, silent).push().priority()).isEqualTo(FeedbackPriority.HIGH);
    }

    @Test
    void whatWasNeverAgreedOnIsAsTheReportSays() {
        var nothing = new Fields("a", true, null, null, null, null, null);
        var theirs = new Fields("a", true, "theirs", FeedbackPriority.HIGH, FeedbackCategory.OTHER, Set.of("z"), "");

        var sync = FieldSync.of(nothing, AGREED, theirs, FeedbackState.OPEN, false);

        assertThat(sync.clashes()).isEmpty();
        assertThat(sync.take().labels()).containsExactlyInAnyOrder("x", "y", "z");
        assertThat(sync.push().description()).isEqualTo("text");
        assertThat(sync.push().priority()).isEqualTo(FeedbackPriority.LOW);
    }

    @Test
    void whoIsAssignedFollowsOnBothSides() {
        assertThat(assigned("", "", "bob").take().assignee()).isEqualTo("bob");
        assertThat(assigned("bob", "bob", "").take().assignee()).isEmpty();
        assertThat(assigned("", "ada", "").push().assignee()).isEqualTo("ada");
        assertThat(assigned("ada", "", "ada").push().assignee()).isEmpty();
        assertThat(assigned("", "ada", "bob").clashes()).containsExactly(new Clash("assignee", "", "ada", "bob"));
    }

    @Test
    void whoeverTheIssueCannotNameStaysAssigned() {
        assertThat(assigned("", "", null).pushes()).isFalse();
        assertThat(assigned("", "", null).take().assignee()).isNull();
        assertThat(assigned(null, null, null).pushes()).isFalse();
        assertThat(assigned("ada", "ada", null).take().assignee()).isNull();
    }

    @Test
    void aboutWhomNothingWasAgreedSomebodyStays() {
        assertThat(assigned(null, "", "bob").take().assignee()).isEqualTo("bob");
        assertThat(assigned(null, "ada", "").push().assignee()).isEqualTo("ada");
        assertThat(assigned(null, "", "").pushes()).isFalse();
    }

    private static FieldSync assigned(@Nullable String agreed, @Nullable String ours, @Nullable String theirs) {
        return FieldSync.of(assignee(agreed), assignee(ours), assignee(theirs), FeedbackState.OPEN, false);
    }

    private static Fields assignee(@Nullable String who) {
        return new Fields("a", true, "text", FeedbackPriority.LOW, FeedbackCategory.UX, Set.of("x", "y"), who);
    }

    @Test
    void whyAnIssueWasClosedDecides() {
        assertThat(state(FeedbackState.IN_PROGRESS, false, false)).isEqualTo(FeedbackState.RESOLVED);
        assertThat(state(FeedbackState.IN_PROGRESS, false, true)).isEqualTo(FeedbackState.CLOSED);
        assertThat(state(FeedbackState.CLOSED, true, false)).isEqualTo(FeedbackState.OPEN);
    }

    private static FeedbackState state(FeedbackState state, boolean open, boolean notPlanned) {
        return FieldSync.of(open(!open), open(!open), open(open), state, notPlanned)
                .take()
                .status();
    }

    private static FieldSync sync(Fields ours, Fields theirs) {
        return FieldSync.of(AGREED, ours, theirs, FeedbackState.OPEN, false);
    }

    private static Fields title(String title) {
        return new Fields(title, true, "text", FeedbackPriority.LOW, FeedbackCategory.UX, Set.of("x", "y"), "");
    }

    private static Fields open(boolean open) {
        return new Fields("a", open, "text", FeedbackPriority.LOW, FeedbackCategory.UX, Set.of("x", "y"), "");
    }
}
