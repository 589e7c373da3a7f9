package dev.liverun.session.results;

import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.TestStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the views of results. */
@ApplicationScoped
public class ResultRepository {

    private static final String COUNTS = "select endpoint_id, endpoint_name, test_name, status, failure_class, count,"
            + " total_ms, longest_ms from session_result_counts where session_id = $1 order by 1, 3, 4, 5";

    private static final String SLOWEST_STEPS = "select step, test_name, endpoint_name, count, total_ms, longest_ms"
            + " from session_steps where session_id = $1 order by longest_ms desc, step, test_name, endpoint_id limit $2";
    private static final String OUTCOMES = "select endpoint_id, endpoint_name, test_name, status, failure_class"
            + " from session_outcomes where session_id = $1 order by test_name, endpoint_name, endpoint_id";

    private static final String OF_SEAL =
            "select * from session_results where session_id = $1 and ($2::int is null or seal <= $2)";

    private static final String PAGE = judged(
                    OF_SEAL
                            + " and ($3::timestamptz is null or (completed_at, id) > ($3, $4)) order by completed_at, id limit $5")
            + " order by completed_at, result.id";

    private static final String WORST_FIRST =
            judged(OF_SEAL + " order by (status in ('FAILED', 'ERROR')) desc, completed_at, id limit $3")
                    + " order by (status in ('FAILED', 'ERROR')) desc, completed_at, result.id";

    /** Who is at fault: the latest word that the seal holds. */
    private static String judged(String results) {
        return """
                select result.id, endpoint_id, endpoint_name, run_id, test_name, status,
                       case when said.id is null then result.failure_class else said.failure_class end as failure_class,
                       case when said.id is null then result.failure_reason else said.failure_reason end as failure_reason,
                       error_details, started_at, completed_at, duration_ms, assertions_passed, assertions_total
                  from (%s) as result
                  left join lateral (
                       select id, failure_class, failure_reason from session_reclassifications
                        where result_id = result.id and ($2::int is null or seal <= $2)
                        order by reclassified_at desc, id desc limit 1) as said on true
                """.formatted(results);
    }

    /** How the results of a session came out; costs by the number of tests, not of results. */
    public Uni<List<ResultCount>> counts(SqlClient client, UUID sessionId) {
        return client.preparedQuery(COUNTS)
                .execute(Tuple.of(sessionId))
                .map(rows -> list(
                        rows,
                        row -> new ResultCount(
                                row.getUUID("endpoint_id"),
                                row.getString("endpoint_name"),
                                row.getString("test_name"),
                                TestStatus.valueOf(row.getString("status")),
                                failureClass(row),
                                row.getLong("count"),
                                row.getLong("total_ms"),
                                row.getLong("longest_ms"))));
    }

    /** The steps that took longest, the slowest first. */
    public Uni<List<SlowStep>> slowestSteps(SqlClient client, UUID sessionId, int limit) {
        return client.preparedQuery(SLOWEST_STEPS)
                .execute(Tuple.of(sessionId, limit))
                .map(rows -> list(
                        rows,
                        row -> new SlowStep(
                                row.getString("step"),
                                row.getString("test_name"),
                                row.getString("endpoint_name"),
                                row.getLong("count"),
                                row.getLong("total_ms") / row.getLong("count"),
                                row.getLong("longest_ms"))));
    }

    /** What became of each test last. */
    public Uni<List<LastOutcome>> outcomes(SqlClient client, UUID sessionId) {
        return client.preparedQuery(OUTCOMES)
                .execute(Tuple.of(sessionId))
                .map(rows -> list(
                        rows,
                        row -> new LastOutcome(
                                row.getString("test_name"),
                                row.getString("endpoint_name"),
                                TestStatus.valueOf(row.getString("status")),
                                failureClass(row))));
    }

    /**
     * The results after {@code last} in the order of their completion.
     *
     * @param seal only those of this seal; null for all
     * @param last null for the first ones
     */
    public Uni<List<SessionResult>> after(
            SqlClient client, UUID sessionId, @Nullable Integer seal, @Nullable SessionResult last, int limit) {
        var page = Tuple.of(
                sessionId,
                seal,
                last == null ? null : last.completedAt().atOffset(ZoneOffset.UTC),
                last == null ? null : last.id(),
                limit);
        return client.preparedQuery(PAGE).execute(page).map(rows -> list(rows, ResultRepository::result));
    }

    /** At most {@code limit} results; failures first, each kind in the order of completion. */
    public Uni<List<SessionResult>> worstFirst(SqlClient client, UUID sessionId, @Nullable Integer seal, int limit) {
        return client.preparedQuery(WORST_FIRST)
                .execute(Tuple.of(sessionId, seal, limit))
                .map(rows -> list(rows, ResultRepository::result));
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
        return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
    }

    private static @Nullable FailureClass failureClass(Row row) {
        var name = row.getString("failure_class");
        return name == null || name.isEmpty() ? null : FailureClass.valueOf(name);
    }

    private static SessionResult result(Row row) {
        return new SessionResult(
                row.getUUID("id"),
                row.getUUID("endpoint_id"),
                row.getString("endpoint_name"),
                row.getUUID("run_id"),
                row.getString("test_name"),
                row.getString("status"),
                row.getString("failure_class"),
                row.getString("failure_reason"),
                row.getString("error_details"),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getOffsetDateTime("completed_at").toInstant(),
                row.getLong("duration_ms"),
                row.getInteger("assertions_passed"),
                row.getInteger("assertions_total"),
                null,
                null);
    }
}
