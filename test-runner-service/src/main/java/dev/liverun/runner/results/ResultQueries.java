package dev.liverun.runner.results;

import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.runner.recording.StoredJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads results. */
@ApplicationScoped
public class ResultQueries {

    private static final String COMMON = "result.id, result.session_id, result.endpoint_id, result.endpoint_name,"
            + " result.test_name, result.run_id, result.status, result.started_at, result.completed_at,"
            + " result.error_details, coalesce(result.overridden_class, result.failure_class) as failure_class,"
            + " result.data_row, issue.id as feedback_id, issue.title as feedback_title,"
            + " issue.status as feedback_status, issue.github_issue_number, issue.github_issue_url";

    private static final String SUMMARY = COMMON
            + ", (select count(*) from jsonb_array_elements(result.assertions) as a (it)"
            + " where (it ->> 'passed')::boolean) as passed, jsonb_array_length(result.assertions) as assertions";

    private static final String WHOLE = COMMON
            + ", result.workflow_id, result.workflow_version, cast(result.request_data as text) as request_data,"
            + " cast(result.response_data as text) as response_data, cast(result.assertions as text) as assertions,"
            + " cast(result.failure_evidence as text) as failure_evidence, result.failure_class as ruled_class,"
            + " result.overridden_reason, result.overridden_by, result.overridden_at";

    /** The reports that are not settled, and what they are about: few, however many results there are. */
    private static final String OPEN_REPORTS = """
            with open_report as materialized (
                 select report.*, origin.endpoint_id as tested, origin.test_name
                   from feedback_view as report
                   join test_results as origin on origin.id = report.result_id
                  where report.status in ('OPEN', 'IN_PROGRESS') and not report.withdrawn)
            select\s""";

    /** The report filed from this result; for a failure also an open one about the same test on the same endpoint. */
    private static final String FROM = """
             from test_results as result
             left join lateral (
                 select * from (
                     select id, title, status, github_issue_number, github_issue_url, 0 as distance
                       from feedback_view
                      where result_id = result.id and not withdrawn
                     union all
                     select id, title, status, github_issue_number, github_issue_url, 1 as distance
                       from open_report
                      where result.status in ('FAILED', 'ERROR')
                        and tested = result.endpoint_id and test_name = result.test_name
                        and result_id <> result.id) as candidate
                  order by distance, github_issue_number is null, id desc
                  limit 1) as issue on true
            """;

    private final Pool pool;

    ResultQueries(Pool pool) {
        this.pool = pool;
    }

    public Uni<Optional<ResultResponse>> find(UUID id) {
        return pool.preparedQuery(OPEN_REPORTS + WHOLE + FROM + " where result.id = $1")
                .execute(Tuple.of(id))
                .map(rows -> all(rows, ResultQueries::whole).stream().findFirst());
    }

    /** Those that are not completed yet first, then the latest completed. */
    public Uni<Page<ResultSummary>> ofSession(UUID sessionId, ResultFilter filter, PageRequest page) {
        Tuple values = Tuple.tuple()
                .addValue(sessionId)
                .addValue(filter.status == null ? null : filter.status.name())
                .addValue(filter.testName)
                .addValue(filter.endpointId)
                .addValue(page.rows());
        String after = after(page.cursor(), values);
        return pool.preparedQuery(OPEN_REPORTS + SUMMARY + FROM
                        + " where result.session_id = $1"
                        + " and ($2::text is null or result.status = $2)"
                        + " and ($3::text is null or result.test_name = $3)"
                        + " and ($4::uuid is null or result.endpoint_id = $4)" + after
                        + " order by result.completed_at desc nulls first, result.id desc limit $5")
                .execute(values)
                .map(rows -> Page.of(
                        all(rows, ResultQueries::summary),
                        page,
                        result -> Cursor.of(result.completedAt(), result.id())));
    }

    private static String after(@Nullable Cursor cursor, Tuple values) {
        if (cursor == null) {
            return "";
        }
        values.addValue(cursor.uuid(1));
        if (cursor.textOrNull(0) == null) {
            return " and (result.completed_at is not null or result.id < $6)";
        }
        values.addValue(cursor.instant(0).atOffset(ZoneOffset.UTC));
        return " and (result.completed_at, result.id) < ($7, $6)";
    }

    /** In the order in which they were asked for. */
    public Uni<List<ResultSummary>> ofRun(UUID runId) {
        return pool.preparedQuery(OPEN_REPORTS + SUMMARY + FROM + " where result.run_id = $1 order by result.position")
                .execute(Tuple.of(runId))
                .map(rows -> all(rows, ResultQueries::summary));
    }

    private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> reading) {
        return StreamSupport.stream(rows.spliterator(), false).map(reading).toList();
    }

    private static ResultSummary summary(Row row) {
        int passed = row.getInteger("passed");
        return new ResultSummary(
                row.getUUID("id"),
                row.getUUID("session_id"),
                row.getUUID("endpoint_id"),
                row.getString("endpoint_name"),
                row.getString("test_name"),
                row.getUUID("run_id"),
                row.getString("data_row"),
                status(row),
                instant(row, "started_at"),
                instant(row, "completed_at"),
                passed,
                row.getInteger("assertions") - passed,
                row.getString("error_details"),
                failureClass(row, "failure_class"),
                issue(row));
    }

    private static ResultResponse whole(Row row) {
        String evidence = row.getString("failure_evidence");
        return new ResultResponse(
                row.getUUID("id"),
                row.getUUID("session_id"),
                row.getUUID("endpoint_id"),
                row.getString("endpoint_name"),
                row.getString("test_name"),
                row.getUUID("workflow_id"),
                row.getLong("workflow_version"),
                row.getUUID("run_id"),
                row.getString("data_row"),
                status(row),
                instant(row, "started_at"),
                instant(row, "completed_at"),
                Replay.in(StoredJson.tree(row.getString("request_data"))),
                StoredJson.tree(row.getString("response_data")),
                StoredJson.tree(row.getString("assertions")),
                row.getString("error_details"),
                failureClass(row, "failure_class"),
                override(row),
                evidence == null ? null : StoredJson.tree(evidence),
                issue(row));
    }

    private static @Nullable TestStatus status(Row row) {
        String status = row.getString("status");
        return status == null ? null : TestStatus.valueOf(status);
    }

    private static ResultResponse.@Nullable Override override(Row row) {
        String by = row.getString("overridden_by");
        return by == null
                ? null
                : new ResultResponse.Override(
                        failureClass(row, "ruled_class"),
                        row.getString("overridden_reason"),
                        by,
                        row.getOffsetDateTime("overridden_at").toInstant());
    }

    private static @Nullable FailureClass failureClass(Row row, String column) {
        String failureClass = row.getString(column);
        return failureClass == null ? null : FailureClass.valueOf(failureClass);
    }

    private static @Nullable KnownIssue issue(Row row) {
        UUID feedback = row.getUUID("feedback_id");
        return feedback == null
                ? null
                : new KnownIssue(
                        feedback,
                        row.getString("feedback_title"),
                        row.getString("feedback_status"),
                        row.getInteger("github_issue_number"),
                        row.getString("github_issue_url"));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
