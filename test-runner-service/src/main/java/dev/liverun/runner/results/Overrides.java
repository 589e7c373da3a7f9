package dev.liverun.runner.results;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.problem.Conflict;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Event;
import dev.liverun.events.Ids;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.TestReclassified;
import dev.liverun.events.outbox.Outbox;
import dev.liverun.runner.recording.Recorder;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a person knows better than the rules: who is at fault for a failure. The rules' own word stays readable.
 * Whoever has a view of results is told.
 */
@ApplicationScoped
public class Overrides {

    private static final String HOLDS = " returning id, session_id, endpoint_id, endpoint_name, run_id, test_name,"
            + " coalesce(overridden_class, failure_class) as failure_class,"
            + " coalesce(overridden_reason, failure_evidence ->> 'reason') as failure_reason";

    private static final String PUT = "update test_results set overridden_class = $2, overridden_reason = $3,"
            + " overridden_by = $4, overridden_at = $5 where id = $1 and status in ('FAILED', 'ERROR')" + HOLDS;

    private static final String TAKE_BACK = "update test_results set overridden_class = null, overridden_reason = null,"
            + " overridden_by = null, overridden_at = null where id = $1 and overridden_by is not null" + HOLDS;

    private static final String KEEP = "insert into result_reclassifications"
            + " (id, result_id, failure_class, failure_reason, said_by, said_at) values ($1, $2, $3, $4, $5, $6)";

    private final Transactions transactions;
    private final Recorder recorder;
    private final Outbox outbox;
    private final Audit audit;
    private final Clock clock;

    Overrides(Transactions transactions, Recorder recorder, Outbox outbox, Audit audit, Clock clock) {
        this.transactions = transactions;
        this.recorder = recorder;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    public Uni<Void> put(UUID resultId, OverrideRequest request, Caller caller) {
        String reason = recorder.text(request.reason());
        Instant now = now();
        return transactions.onConnection(transaction -> transaction
                .preparedQuery(PUT)
                .execute(Tuple.of(
                        resultId,
                        request.failureClass().name(),
                        reason,
                        caller.subject(),
                        now.atOffset(ZoneOffset.UTC)))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new NotFailed();
                    }
                })
                .chain(rows -> tell(rows, now, caller, transaction))
                .chain(() -> audit.record(
                        transaction,
                        AuditEntry.by(caller, "result.reclassified", "result", resultId)
                                .because(reason)
                                .with("failure_class", request.failureClass().name()))));
    }

    /** The rules' word holds again. */
    public Uni<Void> takeBack(UUID resultId, Caller caller) {
        Instant now = now();
        return transactions.onConnection(transaction -> transaction
                .preparedQuery(TAKE_BACK)
                .execute(Tuple.of(resultId))
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : tell(rows, now, caller, transaction)
                                .chain(() -> audit.record(
                                        transaction,
                                        AuditEntry.by(
                                                caller, "result.reclassification_taken_back", "result", resultId)))));
    }

    private Uni<Void> tell(RowSet<Row> changed, Instant now, Caller caller, SqlConnection transaction) {
        var event = Event.fact(Ids.next(), word(changed.iterator().next(), now, caller), now);
        var word = event.data();
        return transaction
                .preparedQuery(KEEP)
                .execute(Tuple.of(
                        event.id(),
                        word.resultId(),
                        word.failureClass() == null ? null : word.failureClass().name(),
                        word.failureReason(),
                        word.actor(),
                        now.atOffset(ZoneOffset.UTC)))
                .chain(() -> outbox.append(transaction, List.of(event)));
    }

    private static TestReclassified word(Row result, Instant now, Caller caller) {
        return new TestReclassified(
                result.getUUID("id"),
                result.getUUID("session_id"),
                result.getUUID("endpoint_id"),
                result.getString("endpoint_name"),
                result.getUUID("run_id"),
                result.getString("test_name"),
                failureClass(result),
                result.getString("failure_reason"),
                now,
                caller.subject());
    }

    private static @Nullable FailureClass failureClass(Row row) {
        String name = row.getString("failure_class");
        return name == null ? null : FailureClass.valueOf(name);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** 409: nobody is at fault. */
    static final class NotFailed extends Conflict {
        private static final long serialVersionUID = 1L;

        NotFailed() {
            super("result-not-failed", "The result has not failed", "Only FAILED and ERROR results have a class.");
        }
    }
}
