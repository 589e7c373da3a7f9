package dev.liverun.feedback.reports;

import dev.liverun.api.problem.Conflict;

/** 409: nothing is done to a report that was withdrawn, until it is restored. */
public final class ReportWithdrawn extends Conflict {

    private static final long serialVersionUID = 1L;

    public ReportWithdrawn() {
        super("withdrawn", "Withdrawn", "This report was withdrawn: restore it first.");
    }
}
