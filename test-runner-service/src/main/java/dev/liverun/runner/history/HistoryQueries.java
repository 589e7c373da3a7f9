package dev.liverun.runner.history;

import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.runner.history.Comparison.Outcome;
import dev.liverun.runner.history.Flakiness.Observation;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads results of the same test side by side. */
@ApplicationScoped
public class HistoryQueries {

    /** What an outage says about an assertion is nothing: such results do not count. */
    private static final String OBSERVATIONS = """
            with latest as (
                select id, completed_at, assertions from test_results
                 where endpoint_id = $1 and test_name = $2 and status in ('PASSED', 'FAILED')
                   and ($3::text is null or data_row = $3)
                   and coalesce(overridden_class, failure_class, 'PRODUCT')
                       not in ('PROVIDER_OUTAGE', 'NETWORK', 'RATE_LIMITED', 'AUTH')
                 order by completed_at desc, id desc limit $4)
            select latest.id, element ->> 'name' as name, (element ->> 'passed')::boolean as passed
              from latest, jsonb_array_elements(latest.assertions) with ordinality as a (element, position)
             order by latest.completed_at, latest.id, a.position
            """;

    private static final String SIDE = """
            select test_name, endpoint_id, endpoint_name, data_row, id, status, completed_at,
                   coalesce(overridden_class, failure_class) as failure_class, error_details,
                   extract(epoch from completed_at - started_at) * 1000 as duration_ms
              from test_results where %s = $1 and status is not null order by completed_at, id
            """;

    /** Durations of passed results before the side that is looked at, to tell noise from change. */
    private static final String NOISE = """
            select test_name, endpoint_id, data_row,
                   extract(epoch from completed_at - started_at) * 1000 as duration_ms
              from (select *, row_number() over (partition by test_name, endpoint_id, data_row order by completed_at desc) as n
                      from test_results as earlier
                     where status = 'PASSED' and earlier.%1$s <> $1 and earlier.completed_at <
                           (select min(completed_at) from test_results where %1$s = $1)
                       and (test_name, endpoint_id) in
                           (select test_name, endpoint_id from test_results where %1$s = $1)) as numbered
             where n <= 50
            """;

    private final Pool pool;

    HistoryQueries(Pool pool) {
        this.pool = pool;
    }

    /** In the order of completion. */
    Uni<List<Observation>> observations(UUID endpointId, String testName, @Nullable String dataRow, int results) {
        return pool.preparedQuery(OBSERVATIONS)
                .execute(Tuple.of(endpointId, testName, dataRow, results))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Observation(row.getUUID("id"), row.getString("name"), row.getBoolean("passed")))
                        .toList());
    }

    /** What one side of a comparison comes to: a run's, or a session's results. */
    Uni<Map<Comparison.Key, List<Outcome>>> side(boolean run, UUID id) {
        return pool.preparedQuery(SIDE.formatted(column(run)))
                .execute(Tuple.of(id))
                .map(HistoryQueries::outcomes);
    }

    /** What durations were usual before. */
    Uni<Map<Comparison.Key, List<Double>>> noise(boolean run, UUID id) {
        return pool.preparedQuery(NOISE.formatted(column(run)))
                .execute(Tuple.of(id))
                .map(rows -> {
                    Map<Comparison.Key, List<Double>> durations = new HashMap<>();
                    rows.forEach(row -> durations
                            .computeIfAbsent(key(row, ""), key -> new ArrayList<>())
                            .add(row.getNumeric("duration_ms").doubleValue()));
                    return durations;
                });
    }

    private static String column(boolean run) {
        return run ? "run_id" : "session_id";
    }

    private static Map<Comparison.Key, List<Outcome>> outcomes(RowSet<Row> rows) {
        Map<Comparison.Key, List<Outcome>> outcomes = new HashMap<>();
        for (Row row : rows) {
            String failureClass = row.getString("failure_class");
            outcomes.computeIfAbsent(key(row, row.getString("endpoint_name")), key -> new ArrayList<>())
                    .add(new Outcome(
                            row.getUUID("id"),
                            TestStatus.valueOf(row.getString("status")),
                            failureClass == null ? null : FailureClass.valueOf(failureClass),
                            row.getString("error_details"),
                            row.getNumeric("duration_ms").doubleValue()));
        }
        return outcomes;
    }

    private static Comparison.Key key(Row row, String endpointName) {
        return new Comparison.Key(
                row.getString("test_name"), row.getUUID("endpoint_id"), row.getString("data_row"), endpointName);
    }
}
