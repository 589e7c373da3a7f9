package dev.liverun.feedback.filing;

import dev.liverun.api.security.Caller;
import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.feedback.reports.FeedbackReport;
import dev.liverun.feedback.reports.Finding;
import dev.liverun.feedback.reports.NotYourSession;
import dev.liverun.feedback.reports.ReportLog;
import dev.liverun.feedback.reports.Timing;
import dev.liverun.feedback.views.KnownResult;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files reports. */
@ApplicationScoped
class Filing {

    /** A request whose references are found, so that its transaction need not wait for anybody. */
    record Prepared(Finding finding, References.Found found, Map<String, Object> evidence) {}

    private final References references;
    private final Evidence evidence;
    private final ReportLog log;
    private final Timing timing;

    Filing(References references, Evidence evidence, ReportLog log, Timing timing) {
        this.references = references;
        this.evidence = evidence;
        this.log = log;
        this.timing = timing;
    }

    /** Looks up what the report refers to. Not to be called in a transaction. */
    Uni<Prepared> prepare(CreateFeedbackRequest request, Caller caller) {
        return references.of(request).chain(found -> {
            if (!found.session().commentableBy(caller)) {
                throw new NotYourSession(found.session().id());
            }
            return evidence.of(found.session(), found.result())
                    .map(snapshot -> new Prepared(finding(request, found.result()), found, snapshot));
        });
    }

    /** The same for a result that shows it all: what is left out is made of that. */
    Uni<Prepared> prepare(FromResultRequest request, Caller caller) {
        return references
                .result(request.resultId())
                .chain(result -> prepare(FailedResult.report(request, result), caller));
    }

    /** In the transaction of the connection. */
    Uni<FeedbackReport> file(Prepared prepared, Caller caller, SqlConnection transaction) {
        var report = new FeedbackReport(prepared.finding(), prepared.evidence(), caller.subject(), timing);
        return log.filed(report, prepared.found().session(), caller, transaction)
                .replaceWith(report);
    }

    private static Finding finding(CreateFeedbackRequest request, @Nullable KnownResult result) {
        return new Finding(
                request.sessionId(),
                request.endpointId() == null && result != null ? result.endpointId() : request.endpointId(),
                request.resultId(),
                request.title().strip(),
                request.description(),
                request.category(),
                request.priority() == null ? FeedbackPriority.MEDIUM : request.priority(),
                request.assignee(),
                request.labels() == null ? Set.of() : request.labels(),
                request.metadata() == null ? Map.of() : request.metadata());
    }
}
