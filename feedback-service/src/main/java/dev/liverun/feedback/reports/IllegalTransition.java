package dev.liverun.feedback.reports;

import dev.liverun.api.problem.Conflict;

/** 409: the report's state does not allow that step; the legal ones are listed. */
final class IllegalTransition extends Conflict {

    private static final long serialVersionUID = 1L;

    IllegalTransition(FeedbackState from, FeedbackState to) {
        super("illegal-transition", "Illegal transition", "A report that is " + from + " cannot become " + to + ".");
        with("feedback_status", from);
        with("legal_transitions", from.legal());
    }
}
