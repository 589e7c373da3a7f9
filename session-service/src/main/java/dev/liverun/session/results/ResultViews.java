package dev.liverun.session.results;

import dev.liverun.events.contract.AssertionOutcome;
import dev.liverun.events.contract.RunSnapshot;
import dev.liverun.events.contract.StepTime;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.rebuild.ViewTable;
import dev.liverun.session.lifecycle.SessionTables;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the views of runs and results. What belongs to a session that is gone is dropped. */
@ApplicationScoped
class ResultViews {

    /** A run, and how many states it had. */
    record Run(long sequence, RunSnapshot run) {}

    static final List<ViewTable> TABLES = Stream.of(
                    "session_runs",
                    "session_results",
                    "session_reclassifications",
                    "session_outcomes",
                    "session_steps",
                    "session_result_counts")
            .map(SessionTables::sealed)
            .toList();

    // One statement keeps the results and counts exactly those that it kept.
    private static final String ADD_RESULTS = """
            with arrived as (
                select * from unnest(
                        $1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[],
                        $9::text[], $10::text[], $11::timestamptz[], $12::timestamptz[], $13::bigint[], $14::int[],
                        $15::int[])
                    as result (id, session_id, endpoint_id, endpoint_name, run_id, test_name, status, failure_class,
                        failure_reason, error_details, started_at, completed_at, duration_ms, assertions_passed,
                        assertions_total)),
            kept as (
                insert into session_results
                       (id, session_id, endpoint_id, endpoint_name, run_id, test_name, status, failure_class,
                        failure_reason, error_details, started_at, completed_at, duration_ms, assertions_passed,
                        assertions_total)
                select arrived.* from arrived join test_sessions session on session.id = arrived.session_id
                on conflict (id) do nothing
                returning id, session_id, endpoint_id, endpoint_name, test_name, status, failure_class, completed_at,
                    duration_ms),
            outcomes as (
                insert into session_outcomes as last
                       (session_id, endpoint_id, endpoint_name, test_name, result_id, status, failure_class,
                        completed_at)
                select distinct on (session_id, endpoint_id, test_name)
                       session_id, endpoint_id, endpoint_name, test_name, id, status, failure_class, completed_at
                  from kept order by session_id, endpoint_id, test_name, completed_at desc, id desc
                on conflict (session_id, endpoint_id, test_name) do update
                   set endpoint_name = excluded.endpoint_name, result_id = excluded.result_id,
                       status = excluded.status, failure_class = excluded.failure_class,
                       completed_at = excluded.completed_at
                 where (last.completed_at, last.result_id) < (excluded.completed_at, excluded.result_id)),
            steps as (
                insert into session_steps as counted
                       (session_id, endpoint_id, test_name, step, endpoint_name, count, total_ms, longest_ms)
                select kept.session_id, kept.endpoint_id, kept.test_name, step.name, max(kept.endpoint_name), count(*),
                       sum(step.duration_ms)::bigint, max(step.duration_ms)
                  from unnest($16::uuid[], $17::text[], $18::bigint[]) as step (result_id, name, duration_ms)
                  join kept on kept.id = step.result_id
                 group by 1, 2, 3, 4 order by 1, 2, 3, 4
                on conflict (session_id, endpoint_id, test_name, step) do update
                   set endpoint_name = excluded.endpoint_name,
                       count = counted.count + excluded.count,
                       total_ms = counted.total_ms + excluded.total_ms,
                       longest_ms = greatest(counted.longest_ms, excluded.longest_ms))
            insert into session_result_counts as counted
                   (session_id, endpoint_id, test_name, status, failure_class, count, endpoint_name, total_ms,
                    longest_ms)
            select session_id, endpoint_id, test_name, status, coalesce(failure_class, ''), count(*),
                   max(endpoint_name), sum(duration_ms)::bigint, max(duration_ms)
              from kept group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
            on conflict (session_id, endpoint_id, test_name, status, failure_class) do update
               set count = counted.count + excluded.count,
                   endpoint_name = excluded.endpoint_name,
                   total_ms = counted.total_ms + excluded.total_ms,
                   longest_ms = greatest(counted.longest_ms, excluded.longest_ms)
            """;

    private static final String SAVE_RUN = """
            insert into session_runs as known (id, session_id, status, started_by, started_at, completed_at, sequence)
            select $1, id, $3, $4, $5, $6, $7 from test_sessions where id = $2
            on conflict (id) do update
               set status = excluded.status, completed_at = excluded.completed_at, sequence = excluded.sequence
             where known.sequence < excluded.sequence
            """;

    Uni<Void> addResults(SqlConnection transaction, List<TestCompleted> results) {
        if (results.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var steps = results.stream().flatMap(ResultViews::steps).toList();
        var columns = Tuple.tuple()
                .addValue(column(results, UUID[]::new, TestCompleted::id))
                .addValue(column(results, UUID[]::new, TestCompleted::sessionId))
                .addValue(column(results, UUID[]::new, TestCompleted::endpointId))
                .addValue(column(results, String[]::new, TestCompleted::endpointName))
                .addValue(column(results, UUID[]::new, TestCompleted::runId))
                .addValue(column(results, String[]::new, TestCompleted::testName))
                .addValue(column(results, String[]::new, result -> nameOf(result.status())))
                .addValue(column(results, String[]::new, result -> nameOf(result.failureClass())))
                .addValue(column(results, String[]::new, TestCompleted::failureReason))
                .addValue(column(results, String[]::new, TestCompleted::errorDetails))
                .addValue(column(results, OffsetDateTime[]::new, result -> utc(result.startedAt())))
                .addValue(column(results, OffsetDateTime[]::new, result -> utc(result.completedAt())))
                .addValue(column(results, Long[]::new, TestCompleted::durationMs))
                .addValue(column(results, Integer[]::new, ResultViews::passed))
                .addValue(column(
                        results, Integer[]::new, result -> result.assertions().size()))
                .addValue(steps.stream().map(Step::resultId).toArray(UUID[]::new))
                .addValue(steps.stream().map(step -> step.time().name()).toArray(String[]::new))
                .addValue(steps.stream().map(step -> step.time().durationMs()).toArray(Long[]::new));
        return transaction.preparedQuery(ADD_RESULTS).execute(columns).replaceWithVoid();
    }

    Uni<Void> saveRuns(SqlConnection transaction, List<Run> runs) {
        if (runs.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var rows = runs.stream()
                .sorted((one, other) -> one.run().id().compareTo(other.run().id()))
                .map(ResultViews::row)
                .toList();
        return transaction.preparedQuery(SAVE_RUN).executeBatch(rows).replaceWithVoid();
    }

    private static Tuple row(Run saved) {
        var run = saved.run();
        return Tuple.tuple()
                .addValue(run.id())
                .addValue(run.sessionId())
                .addValue(run.status().name())
                .addValue(run.startedBy())
                .addValue(utc(run.startedAt()))
                .addValue(run.completedAt() == null ? null : utc(run.completedAt()))
                .addValue(saved.sequence());
    }

    private record Step(UUID resultId, StepTime time) {}

    private static Stream<Step> steps(TestCompleted result) {
        var slowest = result.slowestSteps();
        return slowest == null ? Stream.empty() : slowest.stream().map(step -> new Step(result.id(), step));
    }

    private static int passed(TestCompleted result) {
        return (int)
                result.assertions().stream().filter(AssertionOutcome::passed).count();
    }

    private static <T> @Nullable T[] column(
            List<TestCompleted> results, IntFunction<@Nullable T[]> array, Function<TestCompleted, @Nullable T> value) {
        return results.stream().map(value).toArray(array);
    }

    private static @Nullable String nameOf(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
