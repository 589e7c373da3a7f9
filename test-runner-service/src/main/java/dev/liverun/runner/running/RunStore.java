package dev.liverun.runner.running;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.liverun.api.paging.Cursor;
import dev.liverun.events.contract.RunStatus;
import dev.liverun.runner.planning.PlannedTest;
import dev.liverun.runner.recording.StoredJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The table {@code runs}. Leases are judged by the database's clock. */
@ApplicationScoped
public class RunStore {

    private static final String COLUMNS = "id, session_id, tag, status, reason, started_by, started_at, completed_at,"
            + " cast(totals as text) as totals, cancel_reason, epoch, correlation_id, version, parallel, deadline_at, waiting,"
            + " cast(progress as text) as progress, tool";

    private static final String INSERT = "insert into runs (id, session_id, tag, status, started_by, started_at, owner,"
            + " lease_until, correlation_id, parallel, deadline_at) values ($1, $2, $3, 'RUNNING', $4, $5, $6,"
            + " now() + $7 * interval '1 millisecond', $8, $9, $10)";

    private static final String INSERT_RESULTS = "insert into test_results (id, session_id, endpoint_id, test_name,"
            + " run_id, position, endpoint_name, workflow_id, workflow_version, data_row, plan)"
            + " select id, $10, endpoint_id, test_name, $9, position, endpoint_name, workflow_id, workflow_version,"
            + " data_row, plan from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::bigint[],"
            + " $7::text[], $8::bytea[]) with ordinality"
            + " as t (id, endpoint_id, test_name, endpoint_name, workflow_id, workflow_version, data_row, plan, position)";

    private static final String RENEW = """
            update runs as run
               set lease_until = now() + $3 * interval '1 millisecond', progress = mine.progress::jsonb
              from unnest($1::uuid[], $4::text[]) as mine (id, progress)
             where run.id = mine.id and owner = $2 and status = 'RUNNING'
            returning run.id, run.cancel_reason,
                      coalesce((select status = 'PAUSED' from session_view where id = run.session_id), false) as paused
            """;

    private static final String TAKE_OVER = "update runs set owner = $1, epoch = epoch + 1,"
            + " lease_until = now() + $2 * interval '1 millisecond' where id in (select id from runs"
            + " where status = 'RUNNING' and lease_until < now() order by lease_until limit $3"
            + " for update skip locked) returning " + COLUMNS;

    private static final String CANCEL = "update runs set cancel_asked_at = coalesce(cancel_asked_at, $2),"
            + " cancel_reason = coalesce(cancel_reason, $3), version = version"
            + " where id = $1 and status = 'RUNNING' returning " + COLUMNS;

    private static final String CANCEL_SESSION = "update runs set cancel_asked_at = now(), cancel_reason = $2"
            + " where session_id = $1 and status = 'RUNNING' and cancel_asked_at is null";

    private static final String COMPLETE = """
            update runs as run
               set status = case
                       when $3::text is not null then $3
                       when t.failed > 0 then 'FAILED'
                       when t.error > 0 or t.passed = 0 then 'ERROR'
                       else 'PASSED' end,
                   reason = coalesce($4, case
                       when t.failed = 0 and t.error = 0 and t.passed = 0 then 'No test was carried out.' end),
                   completed_at = greatest($5, run.started_at),
                   totals = jsonb_strip_nulls(jsonb_build_object(
                       'PASSED', nullif(t.passed, 0), 'FAILED', nullif(t.failed, 0),
                       'SKIPPED', nullif(t.skipped, 0), 'ERROR', nullif(t.error, 0))),
                   version = run.version + 1, waiting = null, progress = '{}'
              from (select count(*) filter (where status = 'PASSED') as passed,
                           count(*) filter (where status = 'FAILED') as failed,
                           count(*) filter (where status = 'SKIPPED') as skipped,
                           count(*) filter (where status = 'ERROR') as error
                      from test_results where run_id = $1) as t
             where run.id = $1 and run.epoch = $2 and run.status = 'RUNNING'
            returning\s""";

    /** What a replica is told when it renews its leases. */
    public record Renewed(UUID id, Optional<String> cancelReason, boolean paused) {}

    /** @param plans what another replica needs to begin a test, one for each; null where that is not kept */
    public Uni<Void> insert(
            RunView run,
            String owner,
            Duration lease,
            List<PlannedTest> tests,
            Buffer[] plans,
            SqlConnection transaction) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.tuple()
                        .addValue(run.id())
                        .addValue(run.sessionId())
                        .addValue(run.tag())
                        .addValue(run.startedBy())
                        .addValue(offset(run.startedAt()))
                        .addValue(owner)
                        .addValue((double) lease.toMillis())
                        .addValue(run.correlationId())
                        .addValue(run.parallel())
                        .addValue(run.deadlineAt() == null ? null : offset(run.deadlineAt())))
                .chain(() -> transaction
                        .preparedQuery(INSERT_RESULTS)
                        .execute(Tuple.tuple()
                                .addValue(tests.stream()
                                        .map(PlannedTest::resultId)
                                        .toArray(UUID[]::new))
                                .addValue(tests.stream()
                                        .map(test -> test.endpoint().id())
                                        .toArray(UUID[]::new))
                                .addValue(tests.stream()
                                        .map(test ->
                                                test.workflow().definition().name())
                                        .toArray(String[]::new))
                                .addValue(tests.stream()
                                        .map(test -> test.endpoint().name())
                                        .toArray(String[]::new))
                                .addValue(tests.stream()
                                        .map(test -> test.workflow().id())
                                        .toArray(UUID[]::new))
                                .addValue(tests.stream()
                                        .map(test -> test.workflow().version())
                                        .toArray(Long[]::new))
                                .addValue(
                                        tests.stream().map(PlannedTest::dataRow).toArray(String[]::new))
                                .addValue(plans)
                                .addValue(run.id())
                                .addValue(run.sessionId())))
                .replaceWithVoid();
    }

    public Uni<Optional<RunView>> find(UUID id, SqlClient client) {
        return client.preparedQuery("select " + COLUMNS + " from runs where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> runs(rows).stream().findFirst());
    }

    /** Newest first. */
    public Uni<List<RunView>> ofSession(UUID sessionId, @Nullable Cursor cursor, int rows, SqlClient client) {
        UUID before = cursor == null ? null : cursor.uuid(0);
        return client.preparedQuery("select " + COLUMNS + " from runs where session_id = $1"
                        + " and ($2::uuid is null or id < $2) order by id desc limit $3")
                .execute(Tuple.of(sessionId, before, rows))
                .map(RunStore::runs);
    }

    /** Those of these runs that are still this owner's; with how far each of them is. */
    public Uni<List<Renewed>> renew(Map<UUID, String> progress, String owner, Duration lease, SqlClient client) {
        List<UUID> ids = List.copyOf(progress.keySet());
        return client.preparedQuery(RENEW)
                .execute(Tuple.of(
                        ids.toArray(UUID[]::new),
                        owner,
                        (double) lease.toMillis(),
                        ids.stream().map(progress::get).toArray(String[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Renewed(
                                row.getUUID("id"),
                                Optional.ofNullable(row.getString("cancel_reason")),
                                row.getBoolean("paused")))
                        .toList());
    }

    /** Runs whose replica is gone; from now on they are this owner's. */
    public Uni<List<RunView>> takeOver(String owner, Duration lease, int most, SqlClient client) {
        return client.preparedQuery(TAKE_OVER)
                .execute(Tuple.of(owner, (double) lease.toMillis(), most))
                .map(RunStore::runs);
    }

    /** Empty if it does not run (any more). */
    public Uni<Optional<RunView>> askToCancel(UUID id, Instant now, String reason, SqlConnection transaction) {
        return transaction
                .preparedQuery(CANCEL)
                .execute(Tuple.of(id, offset(now), reason))
                .map(rows -> runs(rows).stream().findFirst());
    }

    public Uni<Void> askToCancelAll(UUID sessionId, String reason, SqlConnection transaction) {
        return transaction
                .preparedQuery(CANCEL_SESSION)
                .execute(Tuple.of(sessionId, reason))
                .replaceWithVoid();
    }

    /**
     * Ends it, with the totals of its results.
     *
     * @param status null: as the results say
     * @return empty if it is not this epoch's any more
     */
    Uni<Optional<RunView>> complete(
            UUID id,
            long epoch,
            @Nullable RunStatus status,
            @Nullable String reason,
            Instant now,
            SqlConnection transaction) {
        return transaction
                .preparedQuery(COMPLETE + prefixed())
                .execute(Tuple.tuple()
                        .addValue(id)
                        .addValue(epoch)
                        .addValue(status == null ? null : status.name())
                        .addValue(reason)
                        .addValue(offset(now)))
                .map(rows -> runs(rows).stream().findFirst());
    }

    private static String prefixed() {
        return "run.id, run.session_id, run.tag, run.status, run.reason, run.started_by, run.started_at,"
                + " run.completed_at, cast(run.totals as text) as totals, run.cancel_reason, run.epoch,"
                + " run.correlation_id, run.version, run.parallel, run.deadline_at, run.waiting,"
                + " cast(run.progress as text) as progress, run.tool";
    }

    private static List<RunView> runs(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(RunStore::run)
                .toList();
    }

    private static RunView run(Row row) {
        return new RunView(
                row.getUUID("id"),
                row.getUUID("session_id"),
                row.getString("tag"),
                RunStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                row.getString("started_by"),
                row.getOffsetDateTime("started_at").toInstant(),
                instant(row.getOffsetDateTime("completed_at")),
                StoredJson.read(row.getString("totals"), new TypeReference<>() {}),
                row.getString("cancel_reason"),
                row.getLong("epoch"),
                row.getString("correlation_id"),
                row.getLong("version"),
                row.getInteger("parallel"),
                instant(row.getOffsetDateTime("deadline_at")),
                row.getString("waiting"),
                StoredJson.tree(row.getString("progress")),
                row.getString("tool"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
