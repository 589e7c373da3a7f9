package dev.liverun.feedback.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.feedback.github.FieldSync.Side;
import dev.liverun.feedback.reports.FeedbackState;
import org.junit.jupiter.api.Test;

class FieldSyncTest {

    private static final Side AGREED = new Side("a", true);
    private static final FieldSync NOTHING = new FieldSync(null, null, null, null, null);

    @Test
    void whereNothingChangedNothingIsDone() {
        assertThat(sync(AGREED, FeedbackState.IN_PROGRESS, "a", true)).isEqualTo(NOTHING);
    }

    @Test
    void ourEchoChangesNothing() {
        var agreed = new Side("see #\u200b1", false);
        assertThat(FieldSync.of(agreed, new Side("see #1", false), FeedbackState.CLOSED, issue("see #\u200b1", false)))
                .isEqualTo(NOTHING);
    }

    @Test
    void whatAPersonTypedOnGitHubIsNotRewritten() {
        var agreed = new Side("@ada", true);
        assertThat(FieldSync.of(agreed, new Side("@ada", true), FeedbackState.OPEN, issue("@ada", true)))
                .isEqualTo(NOTHING);
    }

    @Test
    void whatChangedThereIsTaken() {
        assertThat(sync(AGREED, FeedbackState.OPEN, "b #\u200b1", true).takeTitle())
                .isEqualTo("b #1");
        assertThat(sync(AGREED, FeedbackState.OPEN, "a", false).takeState()).isEqualTo(FeedbackState.RESOLVED);
    }

    @Test
    void whatIsClosedAsNotPlannedIsClosedHere() {
        var issue = new Issue(1, "u", "bot", "a", null, false, true);
        assertThat(FieldSync.of(AGREED, AGREED, FeedbackState.OPEN, issue).takeState())
                .isEqualTo(FeedbackState.CLOSED);
    }

    @Test
    void whatIsReopenedThereIsOpenHere() {
        var agreed = new Side("a", false);
        assertThat(FieldSync.of(agreed, agreed, FeedbackState.CLOSED, issue("a", true))
                        .takeState())
                .isEqualTo(FeedbackState.OPEN);
    }

    @Test
    void whatChangedHereIsPushed() {
        var pushed = sync(new Side("b", false), FeedbackState.RESOLVED, "a", true);
        assertThat(pushed).isEqualTo(new FieldSync(null, null, "b", false, null));
    }

    @Test
    void differentFieldsOfBothSidesSurvive() {
        assertThat(sync(new Side("b", true), FeedbackState.OPEN, "a", false))
                .isEqualTo(new FieldSync(null, FeedbackState.RESOLVED, "b", null, null));
    }

    @Test
    void theSameFieldChangedDifferentlyIsAConflict() {
        var sync = sync(new Side("ours", true), FeedbackState.OPEN, "theirs", true);
        assertThat(sync.takeTitle()).isEqualTo("theirs");
        assertThat(sync.pushTitle()).isNull();
        assertThat(sync.conflict()).contains("\"ours\"");
    }

    @Test
    void theSameChangeOnBothSidesIsNone() {
        assertThat(sync(new Side("b", false), FeedbackState.CLOSED, "b", false)).isEqualTo(NOTHING);
    }

    private static FieldSync sync(Side local, FeedbackState state, String title, boolean open) {
        return FieldSync.of(AGREED, local, state, issue(title, open));
    }

    private static Issue issue(String title, boolean open) {
        return new Issue(1, "u", "bot", title, null, open, false);
    }
}
