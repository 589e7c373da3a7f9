package dev.liverun.feedback.reports;

import dev.liverun.api.problem.Conflict;

/** 409: one of two reports cannot be a duplicate of the other. */
public final class NotMergeable extends Conflict {

    private static final long serialVersionUID = 1L;

    public NotMergeable(String detail) {
        super("not-mergeable", "Not mergeable", detail);
    }
}
