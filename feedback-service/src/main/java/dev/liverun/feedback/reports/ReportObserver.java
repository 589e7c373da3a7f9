package dev.liverun.feedback.reports;

import dev.liverun.feedback.views.KnownSession;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.UUID;

/** Does its part of filing and changing a report, in the same transaction. The GitHub link is one. */
public interface ReportObserver {

    /** On the connection of the transaction that files it. */
    Uni<Void> filed(FeedbackReport report, KnownSession session, SqlConnection transaction);

    /** Somebody said something about it, or took that back. */
    Uni<Void> commented(UUID feedbackId, SqlConnection transaction);

    /** In the current Hibernate Reactive transaction. */
    Uni<Void> changed(FeedbackReport report);
}
