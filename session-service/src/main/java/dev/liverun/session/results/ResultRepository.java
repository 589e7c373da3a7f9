package dev.liverun.session.results;

import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.TestStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Reads the views of results. */
@ApplicationScoped
public class ResultRepository {

    private static final String COUNTS = "select endpoint_id, test_name, status, failure_class, count"
            + " from session_result_counts where session_id = $1 order by 1, 2, 3, 4";

    // The issue stands beside the failed test: the earliest report that was filed from it.
    private static final String HISTORY = """
            select result.id, result.endpoint_id, result.endpoint_name, result.run_id, result.test_name, result.status,
                   result.failure_class, result.failure_reason, result.error_details, result.started_at,
                   result.completed_at, result.duration_ms, result.assertions_passed, result.assertions_total,
                   issue.github_issue_number, issue.github_issue_url
              from session_results result
              left join lateral (
                   select github_issue_number, github_issue_url from session_feedback report
                    where report.result_id = result.id and report.github_issue_number is not null
                    order by report.id limit 1) issue on true
             where result.session_id = $1
             order by result.completed_at, result.id
            """;

    private final Pool pool;

    ResultRepository(Pool pool) {
        this.pool = pool;
    }

    /** How the results of a session came out; costs by the number of tests, not of results. */
    public Uni<List<ResultCount>> counts(UUID sessionId) {
        return pool.preparedQuery(COUNTS).execute(Tuple.of(sessionId)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(ResultRepository::count)
                .toList());
    }

    /** All results of a session in the order of their completion. */
    public Uni<List<SessionResult>> history(UUID sessionId) {
        return pool.preparedQuery(HISTORY).execute(Tuple.of(sessionId)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(ResultRepository::result)
                .toList());
    }

    private static ResultCount count(Row row) {
        var failureClass = row.getString("failure_class");
        return new ResultCount(
                row.getUUID("endpoint_id"),
                row.getString("test_name"),
                TestStatus.valueOf(row.getString("status")),
                failureClass.isEmpty() ? null : FailureClass.valueOf(failureClass),
                row.getLong("count"));
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
                row.getInteger("github_issue_number"),
                row.getString("github_issue_url"));
    }
}
