package dev.liverun.runner.results;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.problem.Conflict;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Transactions;
import dev.liverun.runner.recording.Recorder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Keeps what a person knows better than the rules: who is at fault for a failure. The rules' own word stays readable. */
@ApplicationScoped
public class Overrides {

    private static final String PUT = "update test_results set overridden_class = $2, overridden_reason = $3,"
            + " overridden_by = $4, overridden_at = $5 where id = $1 and status in ('FAILED', 'ERROR')";

    private static final String TAKE_BACK = "update test_results set overridden_class = null, overridden_reason = null,"
            + " overridden_by = null, overridden_at = null where id = $1 and overridden_by is not null";

    private final Transactions transactions;
    private final Recorder recorder;
    private final Audit audit;
    private final Clock clock;

    Overrides(Transactions transactions, Recorder recorder, Audit audit, Clock clock) {
        this.transactions = transactions;
        this.recorder = recorder;
        this.audit = audit;
        this.clock = clock;
    }

    public Uni<Void> put(UUID resultId, OverrideRequest request, Caller caller) {
        String reason = recorder.text(request.reason());
        return transactions.onConnection(transaction -> transaction
                .preparedQuery(PUT)
                .execute(Tuple.of(
                        resultId,
                        request.failureClass().name(),
                        reason,
                        caller.subject(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC)))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new NotFailed();
                    }
                })
                .chain(() -> audit.record(
                        transaction,
                        AuditEntry.by(caller, "result.reclassified", "result", resultId)
                                .because(reason)
                                .with("failure_class", request.failureClass().name()))));
    }

    /** The rules' word holds again. */
    public Uni<Void> takeBack(UUID resultId, Caller caller) {
        return transactions.onConnection(transaction -> transaction
                .preparedQuery(TAKE_BACK)
                .execute(Tuple.of(resultId))
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : audit.record(
                                transaction,
                                AuditEntry.by(caller, "result.reclassification_taken_back", "result", resultId))));
    }

    /** 409: nobody is at fault. */
    static final class NotFailed extends Conflict {
        private static final long serialVersionUID = 1L;

        NotFailed() {
            super("result-not-failed", "The result has not failed", "Only FAILED and ERROR results have a class.");
        }
    }
}
