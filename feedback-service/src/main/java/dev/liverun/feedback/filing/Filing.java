package dev.liverun.feedback.filing;

import dev.liverun.api.operations.BatchMetrics;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.feedback.reports.FeedbackReport;
import dev.liverun.feedback.reports.Finding;
import dev.liverun.feedback.reports.NewReport;
import dev.liverun.feedback.reports.NotYourSession;
import dev.liverun.feedback.reports.ReportLog;
import dev.liverun.feedback.reports.Timing;
import dev.liverun.feedback.views.KnownResult;
import dev.liverun.flow.Batcher;
import dev.liverun.flow.OwnContexts;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files reports. */
@ApplicationScoped
class Filing {

    /** A request whose references are found, so that its transaction need not wait for anybody. */
    record Prepared(Finding finding, References.Found found, Map<String, Object> evidence) {}

    private static final int AT_ONCE = 4;
    private static final int MOST = 64;

    private final Lookout lookout;
    private final References references;
    private final Evidence evidence;
    private final ReportLog log;
    private final Timing timing;
    private final Transactions transactions;
    private final OwnContexts contexts;
    private final Batcher<NewReport, NewReport> together;

    Filing(
            Lookout lookout,
            References references,
            Evidence evidence,
            ReportLog log,
            Timing timing,
            Transactions transactions,
            Vertx vertx,
            MeterRegistry registry) {
        this.lookout = lookout;
        this.references = references;
        this.evidence = evidence;
        this.log = log;
        this.timing = timing;
        this.transactions = transactions;
        this.contexts = new OwnContexts(vertx);
        // What the database refuses may be one report's fault.
        this.together = new Batcher<>(AT_ONCE, MOST, this::file, Transactions::isRefusal);
        BatchMetrics.count(together, "filings", registry);
    }

    /** Looks up what the report refers to. Not to be called in a transaction. */
    Uni<Prepared> prepare(CreateFeedbackRequest request, Caller caller) {
        return lookout.around(request.sessionId())
                .chain(around -> references.of(request, around).chain(found -> {
                    if (!found.session().commentableBy(caller)) {
                        throw new NotYourSession(found.session().id());
                    }
                    return evidence.of(found, around)
                            .map(snapshot -> new Prepared(finding(request, found.result()), found, snapshot));
                }));
    }

    /** The same for a result that shows it all: what is left out is made of that. */
    Uni<Prepared> prepare(FromResultRequest request, Caller caller) {
        return references
                .result(request.resultId())
                .chain(result -> prepare(FailedResult.report(request, result), caller));
    }

    /** In the transaction of the connection. */
    Uni<FeedbackReport> file(Prepared prepared, Caller caller, SqlConnection transaction) {
        var report = report(prepared, caller);
        return log.filed(List.of(report), transaction).replaceWith(report.report());
    }

    /** In a transaction with the others that are filed at the same time: they share its ways to the database and disk. */
    Uni<FeedbackReport> file(Prepared prepared, Caller caller) {
        return OwnContexts.backHere(together.ask(report(prepared, caller))).map(NewReport::report);
    }

    private Uni<List<NewReport>> file(List<NewReport> reports) {
        return contexts.start(() -> transactions.onConnection(
                transaction -> log.filed(reports, transaction).replaceWith(reports)));
    }

    private NewReport report(Prepared prepared, Caller caller) {
        return NewReport.by(
                caller,
                new FeedbackReport(prepared.finding(), prepared.evidence(), caller.subject(), timing),
                prepared.found().session());
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
