package dev.liverun.feedback.reports;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.events.outbox.Outbox;
import dev.liverun.feedback.views.KnownResult;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people do with reports. */
@ApplicationScoped
public class FeedbackService {

    /** A request whose references are found, so that its transaction need not wait for anybody. */
    record Prepared(Finding finding, References.Found found, Map<String, Object> evidence) {}

    private final FeedbackRepository reports;
    private final References references;
    private final Evidence evidence;
    private final ReportObserver observer;
    private final Transactions transactions;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    FeedbackService(
            FeedbackRepository reports,
            References references,
            Evidence evidence,
            ReportObserver observer,
            Transactions transactions,
            Outbox outbox,
            Audit audit,
            Clock clock) {
        this.reports = reports;
        this.references = references;
        this.evidence = evidence;
        this.observer = observer;
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
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

    /** In the current transaction; flushed. */
    Uni<FeedbackReport> file(Prepared prepared, Caller caller) {
        var report = new FeedbackReport(prepared.finding(), prepared.evidence(), caller.subject(), clock);
        return reports.persist(report)
                .chain(() -> outbox.append(report.filed(caller.subject())))
                .chain(() -> observer.filed(report, prepared.found().session()))
                .chain(() -> audit.record(AuditEntry.by(caller, "feedback.filed", "feedback", report.id())))
                .replaceWith(report);
    }

    Uni<FeedbackReport> change(UUID id, IfMatch version, FeedbackChange change, Caller caller) {
        return authorised(id, caller)
                .chain(() -> transactions.inTransaction(() -> reports.lock(id)
                        .invoke(report -> version.check(report.version()))
                        .call(report -> report.change(change, clock, caller.subject())
                                .map(event -> outbox.append(event)
                                        .chain(() -> observer.changed(report))
                                        .chain(() -> audit.record(
                                                AuditEntry.by(caller, "feedback.changed", "feedback", report.id()))))
                                .orElseGet(() -> Uni.createFrom().voidItem()))));
    }

    /** Fails unless the caller may change this report. Not to be called in a transaction. */
    public Uni<Void> authorised(UUID id, Caller caller) {
        return Panache.withSession(() -> reports.get(id)).chain(report -> mayChange(report, caller));
    }

    private Uni<Void> mayChange(FeedbackReport report, Caller caller) {
        if (caller.has(Roles.OPERATOR) || caller.is(report.reportedBy())) {
            return Uni.createFrom().voidItem();
        }
        return references
                .session(report.sessionId())
                .invoke(found -> {
                    if (found.filter(session -> session.commentableBy(caller)).isEmpty()) {
                        throw new NotYourSession(report.sessionId());
                    }
                })
                .replaceWithVoid();
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
                request.metadata() == null ? Map.of() : request.metadata());
    }
}
