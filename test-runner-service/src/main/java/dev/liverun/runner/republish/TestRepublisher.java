package dev.liverun.runner.republish;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.AssertionOutcome;
import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.RunCompleted;
import dev.liverun.events.contract.RunSnapshot;
import dev.liverun.events.contract.RunStarted;
import dev.liverun.events.contract.RunStatus;
import dev.liverun.events.contract.StepTime;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.contract.TestReclassified;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.events.republish.Pages;
import dev.liverun.events.republish.Republisher;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Tells once more which runs there are, and what their tests came to. */
@ApplicationScoped
class TestRepublisher implements Republisher {

    private static final int MAX_VALUE = 200;

    private static final String RUNS = """
            select id, session_id, tag, status, started_by, started_at, completed_at, cast(totals as text) as totals, version
              from runs where id > $1 order by id limit 500
            """;

    // The steps as events name them: those that were called, the slowest first.
    private static final String RESULTS = """
            select id, session_id, endpoint_id, endpoint_name, run_id, test_name, status, started_at, completed_at,
                   error_details, failure_class, failure_evidence ->> 'reason' as failure_reason,
                   cast(jsonb_path_query_array(assertions, '$[0 to 299]') as text) as assertions,
                   cast((select json_agg(json_build_object('name', step.name, 'ms', step.micros / 1000))
                           from (select step ->> 'name' as name, (step -> 'timings' ->> 'total_us')::bigint as micros
                                   from jsonb_path_query(response_data, '$.steps[*] ? (exists (@.timings))')
                                       with ordinality as s (step, nr)
                                  order by micros desc, nr limit 5) step) as text) as steps
              from test_results
             where id > $1 and status is not null and started_at is not null
             order by id limit 500
            """;

    private static final String WORDS = """
            select said.id, result_id, session_id, endpoint_id, endpoint_name, run_id, test_name, said.failure_class,
                   said.failure_reason, said_by, said_at
              from result_reclassifications said join test_results result on result.id = result_id
             where said.id > $1 order by said.id limit 500
            """;

    private final Pool pool;

    TestRepublisher(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(
                EventType.RUN_STARTED, EventType.RUN_COMPLETED, EventType.TEST_COMPLETED, EventType.TEST_RECLASSIFIED);
    }

    @Override
    public Pages begin() {
        return pages(RESULTS, Event::subject, TestRepublisher::completed)
                .then(pages(WORDS, Event::id, TestRepublisher::reclassified))
                .then(pages(RUNS, Event::subject, TestRepublisher::run));
    }

    private Pages pages(String query, Function<Event<?>, UUID> key, Function<Row, Event<?>> event) {
        return Pages.by(key, last -> page(query, last, event));
    }

    private Uni<List<Event<?>>> page(String query, UUID last, Function<Row, Event<?>> event) {
        return pool.preparedQuery(query).execute(Tuple.of(last)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(event)
                .collect(Collectors.toList()));
    }

    private static Event<?> run(Row row) {
        var completedAt = row.getOffsetDateTime("completed_at");
        var run = new RunSnapshot(
                row.getUUID("id"),
                row.getUUID("session_id"),
                row.getString("tag"),
                RunStatus.valueOf(row.getString("status")),
                row.getString("started_by"),
                row.getOffsetDateTime("started_at").toInstant(),
                completedAt == null ? null : completedAt.toInstant(),
                totals(new JsonObject(row.getString("totals"))),
                row.getLong("version"));
        return run.completedAt() == null
                ? Event.state(new RunStarted(run, run.startedBy()), run.version(), run.startedAt())
                : Event.state(new RunCompleted(run, run.startedBy()), run.version(), run.completedAt());
    }

    private static Map<TestStatus, Integer> totals(JsonObject stored) {
        var totals = new EnumMap<TestStatus, Integer>(TestStatus.class);
        stored.forEach(entry -> totals.put(TestStatus.valueOf(entry.getKey()), ((Number) entry.getValue()).intValue()));
        return totals;
    }

    private static Event<?> completed(Row row) {
        var startedAt = row.getOffsetDateTime("started_at").toInstant();
        var completedAt = row.getOffsetDateTime("completed_at").toInstant();
        var failureClass = row.getString("failure_class");
        return Event.fact(
                row.getUUID("id"),
                new TestCompleted(
                        row.getUUID("id"),
                        row.getUUID("session_id"),
                        row.getUUID("endpoint_id"),
                        row.getString("endpoint_name"),
                        row.getUUID("run_id"),
                        row.getString("test_name"),
                        TestStatus.valueOf(row.getString("status")),
                        startedAt,
                        completedAt,
                        Duration.between(startedAt, completedAt).toMillis(),
                        objects(row.getString("assertions"))
                                .map(TestRepublisher::outcome)
                                .toList(),
                        row.getString("error_details"),
                        failureClass == null ? null : FailureClass.valueOf(failureClass),
                        row.getString("failure_reason"),
                        steps(row.getString("steps"))),
                completedAt);
    }

    private static Event<?> reclassified(Row row) {
        var at = row.getOffsetDateTime("said_at").toInstant();
        var failureClass = row.getString("failure_class");
        return Event.fact(
                row.getUUID("id"),
                new TestReclassified(
                        row.getUUID("result_id"),
                        row.getUUID("session_id"),
                        row.getUUID("endpoint_id"),
                        row.getString("endpoint_name"),
                        row.getUUID("run_id"),
                        row.getString("test_name"),
                        failureClass == null ? null : FailureClass.valueOf(failureClass),
                        row.getString("failure_reason"),
                        at,
                        row.getString("said_by")),
                at);
    }

    private static AssertionOutcome outcome(JsonObject assertion) {
        return new AssertionOutcome(
                assertion.getString("name"),
                shortened(assertion.getValue("expected")),
                shortened(assertion.getValue("actual")),
                assertion.getBoolean("passed"));
    }

    /** Events are small: a long value stays with us. */
    private static @Nullable Object shortened(@Nullable Object value) {
        if (value instanceof Number || value instanceof Boolean || value == null) {
            return value;
        }
        var text = value.toString();
        return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE - 1) + "…";
    }

    private static @Nullable List<StepTime> steps(@Nullable String stored) {
        return stored == null
                ? null
                : objects(stored)
                        .map(step -> new StepTime(step.getString("name"), step.getLong("ms")))
                        .toList();
    }

    private static Stream<JsonObject> objects(String array) {
        return new JsonArray(array).stream().map(JsonObject.class::cast);
    }
}
