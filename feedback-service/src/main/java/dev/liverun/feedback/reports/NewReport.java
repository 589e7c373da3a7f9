package dev.liverun.feedback.reports;

import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Event;
import dev.liverun.events.contract.FeedbackFiled;
import dev.liverun.feedback.views.KnownSession;

/**
 * A report to be written down, with what is told of it: made in the request that files it, which both name as their cause.
 */
public record NewReport(FeedbackReport report, KnownSession session, Event<FeedbackFiled> event, AuditEntry entry) {

    public static NewReport by(Caller caller, FeedbackReport report, KnownSession session) {
        return new NewReport(
                report,
                session,
                report.filed(caller.subject()),
                AuditEntry.by(caller, "feedback.filed", "feedback", report.id()));
    }
}
