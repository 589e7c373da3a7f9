package dev.liverun.runner.intents;

import dev.liverun.runner.engine.settling.Intents.Intent;
import dev.liverun.runner.engine.settling.Intents.IntentOutcome;
import dev.liverun.runner.recording.StoredJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The table {@code step_intents}. */
@ApplicationScoped
class IntentStore {

    private static final String INSERT = "insert into step_intents (id, run_id, result_id, session_id, endpoint_id,"
            + " step_index, step_name, kind, epoch, amount, unit, idempotency_key, request, intended_at, deadline, undo,"
            + " inquiry, cleanup, undo_wanted) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::numeric, $11, $12,"
            + " $13::text::jsonb, $14, $15, $16::text::jsonb, $17::text::jsonb, $18, $19)";

    private static final String SETTLE = "update step_intents set outcome = $2, settled_at = $3, detail = $4,"
            + " undo = $5::text::jsonb where id = $1 and outcome = 'SENT' returning id";

    /** What nobody knew before. */
    private static final String FOUND_OUT = "update step_intents set outcome = $2, settled_at = $3, detail = $4,"
            + " undo = coalesce(undo, $5::text::jsonb) where id = $1 and outcome = 'UNKNOWN' and undo_state = 'NONE'"
            + " returning id";

    private static final String RESOLVE =
            "update step_intents set outcome = $2, resolved_by = $3, resolved_reason = $4,"
                    + " undo_state = case when undo_state = 'SENDING' then 'FAILED' else undo_state end"
                    + " where id = $1 and run_id = $5 and resolved_by is null"
                    + " and (outcome = 'UNKNOWN' or undo_state in ('SENDING', 'FAILED')) returning kind, outcome";

    /** An undo that failed may be tried once more. */
    private static final String UNDO_AGAIN = "update step_intents set undo_state = 'NONE'"
            + " where id = $1 and run_id = $2 and outcome = 'DONE' and undo is not null and undo_state = 'FAILED'"
            + " returning result_id";

    /** Nobody is going to settle them any more. */
    private static final String GIVE_UP = "update step_intents set outcome = 'UNKNOWN', settled_at = now(), detail = $2"
            + " where run_id = $1 and outcome = 'SENT'";

    private static final String COLUMNS =
            "id, result_id, endpoint_id, step_index, step_name, kind, amount::text as amount,"
                    + " unit, idempotency_key, cast(request as text) as request, intended_at, deadline, outcome, settled_at,"
                    + " detail, cast(undo as text) as undo, undo_state, undone_at, undo_detail,"
                    + " cast(inquiry as text) as inquiry, run_id, session_id, resolved_by, resolved_reason";

    private static final String CLAIM_UNDO = "update step_intents set undo_state = 'SENDING'"
            + " where id = $1 and undo_state = 'NONE' and outcome = 'DONE' and (undo is not null or undo_wanted)";

    private static final String UNDONE =
            "update step_intents set undo_state = $2, undone_at = $3, undo_detail = $4 where id = $1";

    /** An intent as it is stored. */
    record StoredIntent(
            UUID id,
            UUID resultId,
            UUID endpointId,
            int stepIndex,
            String stepName,
            String kind,
            @Nullable String amount,
            @Nullable String unit,
            @Nullable String key,
            String request,
            Instant intendedAt,
            Instant deadline,
            IntentOutcome outcome,
            @Nullable Instant settledAt,
            @Nullable String detail,
            @Nullable String undo,
            String undoState,
            @Nullable Instant undoneAt,
            @Nullable String undoDetail,
            @Nullable String inquiry,
            UUID runId,
            UUID sessionId,
            @Nullable String resolvedBy,
            @Nullable String resolvedReason) {

        /** Whether it is for a person to look at: nobody knows what became of it, or it could not be taken back. */
        boolean orphan() {
            return resolvedBy == null
                    && (outcome == IntentOutcome.UNKNOWN || undoState.equals("FAILED") || undoState.equals("SENDING"));
        }
    }

    /** Where an intent belongs. */
    record Owner(UUID runId, long epoch, UUID resultId, UUID sessionId, UUID endpointId) {}

    Uni<Void> insert(
            UUID id,
            Owner owner,
            Intent intent,
            String request,
            @Nullable StoredRequest undo,
            @Nullable String inquiry,
            Instant now,
            SqlClient transaction) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.tuple()
                        .addValue(id)
                        .addValue(owner.runId())
                        .addValue(owner.resultId())
                        .addValue(owner.sessionId())
                        .addValue(owner.endpointId())
                        .addValue(intent.stepIndex())
                        .addValue(intent.stepName())
                        .addValue(intent.kind().name())
                        .addValue(owner.epoch())
                        .addValue(intent.amount()
                                .map(amount -> amount.toPlainString())
                                .orElse(null))
                        .addValue(intent.unit().orElse(null))
                        .addValue(intent.key().orElse(null))
                        .addValue(request)
                        .addValue(offset(now))
                        .addValue(offset(intent.deadline()))
                        .addValue(undo == null ? null : StoredJson.write(undo))
                        .addValue(inquiry)
                        .addValue(intent.cleanup())
                        .addValue(intent.undoWanted()))
                .replaceWithVoid();
    }

    /** Whether it was not settled before. */
    Uni<Boolean> settle(
            UUID id,
            IntentOutcome outcome,
            String detail,
            @Nullable StoredRequest undo,
            Instant now,
            SqlClient client) {
        return client.preparedQuery(SETTLE)
                .execute(
                        Tuple.of(id, outcome.name(), offset(now), detail, undo == null ? null : StoredJson.write(undo)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Whether it was still unknown. */
    Uni<Boolean> foundOut(
            UUID id,
            IntentOutcome outcome,
            String detail,
            @Nullable StoredRequest undo,
            Instant now,
            SqlClient client) {
        return client.preparedQuery(FOUND_OUT)
                .execute(
                        Tuple.of(id, outcome.name(), offset(now), detail, undo == null ? null : StoredJson.write(undo)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** What nobody knows, but what can be found out, the latest first. */
    Uni<List<StoredIntent>> toFindOut(UUID runId, @Nullable UUID resultId, SqlClient client) {
        return client.preparedQuery("select " + COLUMNS + " from step_intents where run_id = $1"
                        + " and ($2::uuid is null or result_id = $2) and outcome = 'UNKNOWN' and inquiry is not null"
                        + " and undo_state = 'NONE' order by id desc")
                .execute(Tuple.of(runId, resultId))
                .map(IntentStore::rows);
    }

    /** For people to look at, newest first; of one session, or of all. */
    Uni<List<StoredIntent>> orphans(@Nullable UUID sessionId, @Nullable UUID before, int rows, SqlClient client) {
        return client.preparedQuery(
                        "select " + COLUMNS + " from step_intents where ($1::uuid is null or session_id = $1)"
                                + " and ($2::uuid is null or id < $2)"
                                + " and (outcome = 'UNKNOWN' or undo_state in ('SENDING', 'FAILED')) and resolved_by is null"
                                + " order by id desc limit $3")
                .execute(Tuple.of(sessionId, before, rows))
                .map(IntentStore::rows);
    }

    /** A person says what became of it. Whether it was an orphan of that run. */
    Uni<Boolean> resolve(UUID id, UUID runId, IntentOutcome outcome, String by, String reason, SqlClient transaction) {
        return transaction
                .preparedQuery(RESOLVE)
                .execute(Tuple.of(id, outcome.name(), by, reason, runId))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Whether there is an undo that failed. */
    Uni<Boolean> letUndoAgain(UUID id, UUID runId, SqlClient transaction) {
        return transaction
                .preparedQuery(UNDO_AGAIN)
                .execute(Tuple.of(id, runId))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> giveUp(UUID runId, String why, SqlClient client) {
        return client.preparedQuery(GIVE_UP).execute(Tuple.of(runId, why)).replaceWithVoid();
    }

    Uni<List<StoredIntent>> ofRun(UUID runId, SqlClient client) {
        return client.preparedQuery("select " + COLUMNS + " from step_intents where run_id = $1 order by id")
                .execute(Tuple.of(runId))
                .map(IntentStore::rows);
    }

    /** What has to be taken back, the latest first. */
    Uni<List<StoredIntent>> toUndo(UUID runId, @Nullable UUID resultId, SqlClient client) {
        return client.preparedQuery("select " + COLUMNS + " from step_intents where run_id = $1"
                        + " and ($2::uuid is null or result_id = $2) and outcome = 'DONE' and (undo is not null or undo_wanted)"
                        + " and undo_state = 'NONE' order by id desc")
                .execute(Tuple.of(runId, resultId))
                .map(IntentStore::rows);
    }

    /** Whether it is ours to undo now; nobody else will. */
    Uni<Boolean> claimUndo(UUID id, SqlClient client) {
        return client.preparedQuery(CLAIM_UNDO).execute(Tuple.of(id)).map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> undone(UUID id, String state, String detail, Instant now, SqlClient client) {
        return client.preparedQuery(UNDONE)
                .execute(Tuple.of(id, state, offset(now), detail))
                .replaceWithVoid();
    }

    private static List<StoredIntent> rows(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(IntentStore::row)
                .toList();
    }

    private static StoredIntent row(Row row) {
        return new StoredIntent(
                row.getUUID("id"),
                row.getUUID("result_id"),
                row.getUUID("endpoint_id"),
                row.getInteger("step_index"),
                row.getString("step_name"),
                row.getString("kind"),
                row.getString("amount"),
                row.getString("unit"),
                row.getString("idempotency_key"),
                row.getString("request"),
                row.getOffsetDateTime("intended_at").toInstant(),
                row.getOffsetDateTime("deadline").toInstant(),
                IntentOutcome.valueOf(row.getString("outcome")),
                instant(row.getOffsetDateTime("settled_at")),
                row.getString("detail"),
                row.getString("undo"),
                row.getString("undo_state"),
                instant(row.getOffsetDateTime("undone_at")),
                row.getString("undo_detail"),
                row.getString("inquiry"),
                row.getUUID("run_id"),
                row.getUUID("session_id"),
                row.getString("resolved_by"),
                row.getString("resolved_reason"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
