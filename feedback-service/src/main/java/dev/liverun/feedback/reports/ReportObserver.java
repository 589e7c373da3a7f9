package dev.liverun.feedback.reports;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;

/** Does its part of filing and changing a report, in the same transaction. The GitHub link is one. */
public interface ReportObserver {

    /** On the connection of the transaction that files them. */
    Uni<Void> filed(List<NewReport> reports, SqlConnection transaction);

    /** Somebody said something about it, or took that back. */
    Uni<Void> commented(UUID feedbackId, SqlConnection transaction);

    /** In the current Hibernate Reactive transaction. */
    Uni<Void> changed(FeedbackReport report);
}
