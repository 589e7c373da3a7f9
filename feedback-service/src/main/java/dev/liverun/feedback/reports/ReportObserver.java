package dev.liverun.feedback.reports;

import dev.liverun.feedback.views.KnownSession;
import io.smallrye.mutiny.Uni;

/** Does its part of filing and changing a report, in the same transaction. The GitHub link is one. */
public interface ReportObserver {

    Uni<Void> filed(FeedbackReport report, KnownSession session);

    Uni<Void> changed(FeedbackReport report);
}
