package dev.liverun.feedback.handling;

import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Transactions;
import dev.liverun.feedback.reports.Access;
import dev.liverun.feedback.reports.FeedbackChange;
import dev.liverun.feedback.reports.FeedbackReport;
import dev.liverun.feedback.reports.FeedbackRepository;
import dev.liverun.feedback.reports.ReportChange;
import dev.liverun.feedback.reports.ReportLog;
import dev.liverun.feedback.reports.Timing;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What people do with reports: each a transaction in which nobody else changes the same report. */
@ApplicationScoped
class Handling {

    private final FeedbackRepository reports;
    private final Access access;
    private final ReportLog log;
    private final Transactions transactions;
    private final Timing timing;

    Handling(FeedbackRepository reports, Access access, ReportLog log, Transactions transactions, Timing timing) {
        this.reports = reports;
        this.access = access;
        this.log = log;
        this.transactions = transactions;
        this.timing = timing;
    }

    Uni<FeedbackReport> change(UUID id, IfMatch version, FeedbackChange change, Caller caller) {
        return does(id, version, caller, "changed", null, report -> report.change(change, timing, caller.subject()));
    }

    Uni<FeedbackReport> withdraw(UUID id, IfMatch version, String reason, Caller caller) {
        return does(
                id,
                version,
                caller,
                "withdrawn",
                reason,
                report -> Optional.of(report.withdraw(reason, timing, caller.subject())));
    }

    Uni<FeedbackReport> restore(UUID id, IfMatch version, Caller caller) {
        return does(id, version, caller, "restored", null, report -> report.restore(timing, caller.subject()));
    }

    private Uni<FeedbackReport> does(
            UUID id,
            IfMatch version,
            Caller caller,
            String action,
            @Nullable String reason,
            Function<FeedbackReport, Optional<ReportChange>> deed) {
        return access.toChange(id, caller)
                .chain(() -> transactions.inTransaction(() -> reports.lock(id)
                        .invoke(report -> version.check(report.version()))
                        .call(report -> deed.apply(report)
                                .map(change -> log.changed(report, change, caller, action, reason))
                                .orElseGet(() -> Uni.createFrom().voidItem()))));
    }

    /** Closes {@code id} as a duplicate of {@code into}, which takes over its votes. */
    Uni<FeedbackReport> merge(UUID id, IfMatch version, UUID into, Caller caller) {
        return access.toChange(id, caller)
                .chain(() -> access.toChange(into, caller))
                .chain(() -> transactions.inTransaction(() -> lockBoth(id, into).chain(kept -> reports.get(id)
                        .invoke(report -> version.check(report.version()))
                        .call(report -> log.changed(
                                        report,
                                        report.mergeInto(kept, timing, caller.subject()),
                                        caller,
                                        "merged",
                                        null)
                                .chain(() -> Votes.moved(id, into))))));
    }

    /** Always the smaller id first, so that two merges cannot wait for each other. Returns the one that stays. */
    private Uni<FeedbackReport> lockBoth(UUID id, UUID into) {
        boolean first = id.compareTo(into) < 0;
        return reports.lock(first ? id : into)
                .chain(() -> reports.lock(first ? into : id))
                .chain(() -> reports.get(into));
    }
}
