package dev.liverun.runner.standing;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.liverun.runner.engine.People.Reply;
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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The table {@code questions}. */
@ApplicationScoped
public class QuestionStore {

    private static final String COLUMNS =
            "id, run_id, result_id, session_id, step_index, step_name, asked_of, question,"
                    + " cast(choices as text) as choices, asked_at, deadline, answer, note, answered_by, answered_at";

    /** A test that was taken up elsewhere asks what was asked already. */
    private static final String PUT = "insert into questions (id, run_id, result_id, session_id, step_index, step_name,"
            + " asked_of, question, choices, asked_at, deadline)"
            + " values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::jsonb, $10, $11)"
            + " on conflict (result_id, step_index) do update set step_name = excluded.step_name returning " + COLUMNS;

    private static final String ANSWER =
            "update questions set answer = $2, note = $3, answered_by = $4, answered_at = $5"
                    + " where id = $1 and answer is null and deadline > $5 returning " + COLUMNS;

    /** A question, and perhaps its answer. */
    public record Asked(
            UUID id,
            UUID runId,
            UUID resultId,
            UUID sessionId,
            int stepIndex,
            String stepName,
            @Nullable String askedOf,
            String question,
            List<String> choices,
            Instant askedAt,
            Instant deadline,
            @Nullable String answer,
            @Nullable String note,
            @Nullable String answeredBy,
            @Nullable Instant answeredAt) {

        Optional<Reply> reply() {
            return answer == null || answeredBy == null || answeredAt == null
                    ? Optional.empty()
                    : Optional.of(new Reply(answer, note, answeredBy, askedAt, answeredAt));
        }
    }

    Uni<Asked> put(Asked question, SqlClient client) {
        return client.preparedQuery(PUT)
                .execute(Tuple.tuple()
                        .addValue(question.id())
                        .addValue(question.runId())
                        .addValue(question.resultId())
                        .addValue(question.sessionId())
                        .addValue(question.stepIndex())
                        .addValue(question.stepName())
                        .addValue(question.askedOf())
                        .addValue(question.question())
                        .addValue(StoredJson.write(question.choices()))
                        .addValue(offset(question.askedAt()))
                        .addValue(offset(question.deadline())))
                .map(rows -> asked(rows).get(0));
    }

    public Uni<Optional<Asked>> find(UUID id, SqlClient client) {
        return client.preparedQuery("select " + COLUMNS + " from questions where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> asked(rows).stream().findFirst());
    }

    /** Those of these that have an answer. */
    Uni<List<Asked>> answered(Collection<UUID> ids, SqlClient client) {
        return client.preparedQuery(
                        "select " + COLUMNS + " from questions where id = any($1::uuid[]) and answer is not null")
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(QuestionStore::asked);
    }

    public Uni<List<Asked>> ofRun(UUID runId, SqlClient client) {
        return client.preparedQuery("select " + COLUMNS + " from questions where run_id = $1 order by id")
                .execute(Tuple.of(runId))
                .map(QuestionStore::asked);
    }

    /** What nobody has answered yet, of runs that are under way. */
    public Uni<List<Asked>> open(UUID sessionId, SqlClient client) {
        return client.preparedQuery("select " + COLUMNS + " from questions where session_id = $1 and answer is null"
                        + " and deadline > now() and exists (select from runs where runs.id = run_id"
                        + " and runs.status = 'RUNNING') order by id limit 200")
                .execute(Tuple.of(sessionId))
                .map(QuestionStore::asked);
    }

    /** Empty if it was answered before, or it is too late. */
    public Uni<Optional<Asked>> answer(
            UUID id, String answer, @Nullable String note, String by, Instant now, SqlClient transaction) {
        return transaction
                .preparedQuery(ANSWER)
                .execute(Tuple.of(id, answer, note, by, offset(now)))
                .map(rows -> asked(rows).stream().findFirst());
    }

    private static List<Asked> asked(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(QuestionStore::asked)
                .toList();
    }

    private static Asked asked(Row row) {
        OffsetDateTime answeredAt = row.getOffsetDateTime("answered_at");
        return new Asked(
                row.getUUID("id"),
                row.getUUID("run_id"),
                row.getUUID("result_id"),
                row.getUUID("session_id"),
                row.getInteger("step_index"),
                row.getString("step_name"),
                row.getString("asked_of"),
                row.getString("question"),
                StoredJson.read(row.getString("choices"), new TypeReference<>() {}),
                row.getOffsetDateTime("asked_at").toInstant(),
                row.getOffsetDateTime("deadline").toInstant(),
                row.getString("answer"),
                row.getString("note"),
                row.getString("answered_by"),
                answeredAt == null ? null : answeredAt.toInstant());
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
