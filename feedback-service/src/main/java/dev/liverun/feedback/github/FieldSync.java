package dev.liverun.feedback.github;

import dev.liverun.feedback.publicity.PublicText;
import dev.liverun.feedback.reports.FeedbackState;
import org.jspecify.annotations.Nullable;

/**
 * Brings the two sides of a link together field by field, against what both agreed on last. A field that differs from
 * that changed on that side; our own echo differs from nothing. Where both changed differently GitHub's value is taken
 * and the conflict is told.
 *
 * @param takeTitle the title that the report is to take; null leaves it
 * @param takeState the state that the report is to take; null leaves it
 * @param pushTitle the title that the issue is to get; null leaves it
 * @param pushOpen whether the issue is to be open; null leaves it
 * @param conflict what was lost by taking GitHub's value, for people; null if nothing
 */
record FieldSync(
        @Nullable String takeTitle,
        @Nullable FeedbackState takeState,
        @Nullable String pushTitle,
        @Nullable Boolean pushOpen,
        @Nullable String conflict) {

    /** One side of a link. Titles are compared as they are in public. */
    record Side(String title, boolean open) {

        Side {
            title = PublicText.title(title);
        }
    }

    static FieldSync of(Side synced, Side local, FeedbackState state, Issue issue) {
        var remote = new Side(issue.title(), issue.open());
        boolean ourTitle = !local.title().equals(synced.title());
        boolean theirTitle = !remote.title().equals(synced.title());
        boolean otherTitle = !remote.title().equals(local.title());
        boolean ourState = local.open() != synced.open();
        boolean theirState = remote.open() != synced.open();
        // A state has two values: where both changed they agree.
        return new FieldSync(
                theirTitle && otherTitle ? PublicText.typed(issue.title()) : null,
                theirState && !ourState ? state(issue, state) : null,
                ourTitle && !theirTitle ? local.title() : null,
                ourState && !theirState ? local.open() : null,
                ourTitle && theirTitle && otherTitle
                        ? "the title was changed here and on GitHub; here it was \"" + PublicText.typed(local.title())
                                + "\""
                        : null);
    }

    private static FeedbackState state(Issue remote, FeedbackState state) {
        if (remote.open()) {
            return state.isResolved() ? FeedbackState.OPEN : state;
        }
        return remote.notPlanned() ? FeedbackState.CLOSED : FeedbackState.RESOLVED;
    }
}
