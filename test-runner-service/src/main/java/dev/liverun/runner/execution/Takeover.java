package dev.liverun.runner.execution;

import dev.liverun.events.contract.TestStatus;
import dev.liverun.runner.background.Background;
import dev.liverun.runner.endpoints.EndpointViews;
import dev.liverun.runner.intents.Undoing;
import dev.liverun.runner.planning.PlannedTest;
import dev.liverun.runner.results.CompletedResult;
import dev.liverun.runner.results.ResultWriter;
import dev.liverun.runner.running.ActiveRuns;
import dev.liverun.runner.running.RunView;
import dev.liverun.runner.standing.SavedTest;
import dev.liverun.runner.standing.TestState;
import dev.liverun.runner.workflows.WorkflowLibrary;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Goes on with a run whose replica is gone. Tests that stood still go on where they stood; tests that had changed nothing
 * are carried out (again). Tests that were in the middle of changing something are not: what was sent and not settled is
 * UNKNOWN, what is known to have happened is taken back, and they get an ERROR that says so. Never silently, and nothing
 * that changes something is sent a second time.
 */
@ApplicationScoped
class Takeover {

    private static final Logger LOG = Logger.getLogger(Takeover.class);
    static final String WHY = "The replica that executed the run stopped before it ended.";
    /** A run that ends every replica which takes it up must not go round for ever. */
    private static final int MAX_EPOCH = 5;

    private static final String OPEN = "select result.id, endpoint_id, endpoint_name, test_name, workflow_id,"
            + " workflow_version, position, data_row, plan, saved,"
            + " exists (select from step_intents where result_id = result.id) as changed"
            + " from test_results as result where run_id = $1 and status is null order by position";

    private final Undoing undoing;
    private final ResultWriter results;
    private final RunExecutor executor;
    private final ActiveRuns active;
    private final TestState state;
    private final EndpointViews endpoints;
    private final WorkflowLibrary workflows;
    private final Background background;
    private final Pool pool;
    private final Clock clock;

    Takeover(
            Undoing undoing,
            ResultWriter results,
            RunExecutor executor,
            ActiveRuns active,
            TestState state,
            EndpointViews endpoints,
            WorkflowLibrary workflows,
            Background background,
            Pool pool,
            Clock clock) {
        this.undoing = undoing;
        this.results = results;
        this.executor = executor;
        this.active = active;
        this.state = state;
        this.endpoints = endpoints;
        this.workflows = workflows;
        this.background = background;
        this.pool = pool;
        this.clock = clock;
    }

    /** A test without a result. */
    private record Open(
            UUID id,
            UUID endpointId,
            String endpointName,
            String testName,
            UUID workflowId,
            long workflowVersion,
            int position,
            @Nullable String dataRow,
            Optional<Map<String, Object>> testData,
            Optional<SavedTest> saved,
            boolean changed) {

        /** Whether there is all that is needed to carry it out, or on. */
        boolean canGoOn() {
            return testData.isPresent() && (saved.isPresent() || !changed);
        }
    }

    /** Done when the run is under way again; it ends by itself. */
    Uni<Void> of(RunView run) {
        LOG.warnf("Going on with the run %s of session %s: its replica is gone", run.id(), run.sessionId());
        ActiveRuns.Active mine = active.add(run.id(), run.sessionId());
        if (run.cancelReason() != null) {
            mine.cancellation().cancel(run.cancelReason() + " (" + WHY + ")");
        }
        background
                .start(run.correlationId(), () -> undoing.giveUp(run.id(), WHY)
                        .chain(() -> open(run))
                        .chain(tests -> goOn(run, tests, mine)))
                .subscribe()
                .with(ended -> {}, failure -> {
                    LOG.errorf(failure, "The run %s cannot be taken over yet", run.id());
                    active.remove(run.id(), mine);
                });
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> goOn(RunView run, List<Open> tests, ActiveRuns.Active mine) {
        List<Open> able = run.epoch() > MAX_EPOCH
                ? List.of()
                : tests.stream().filter(Open::canGoOn).toList();
        return planned(able).chain(planned -> {
            Map<UUID, SavedTest> saved = new HashMap<>();
            tests.forEach(test -> test.saved().ifPresent(state -> saved.put(test.id(), state)));
            Set<UUID> goingOn = planned.stream().map(PlannedTest::resultId).collect(Collectors.toSet());
            Uni<Void> lostEnded = Uni.createFrom().voidItem();
            for (Open test : tests) {
                if (!goingOn.contains(test.id())) {
                    lostEnded = lostEnded
                            .chain(() -> undoing.undo(run.id(), test.id()))
                            .chain(() -> results.write(broken(run, test)))
                            .replaceWithVoid();
                }
            }
            return lostEnded.chain(
                    () -> executor.carryOut(run, planned, saved, goingOn.size() < tests.size() ? WHY : null, mine));
        });
    }

    private Uni<List<PlannedTest>> planned(List<Open> tests) {
        Uni<List<PlannedTest>> planned = Uni.createFrom().item(new ArrayList<>());
        for (Open test : tests) {
            planned = planned.call(all -> endpoints.find(test.endpointId()).chain(endpoint -> workflows
                    .find(List.of(test.testName()))
                    .invoke(found -> Optional.ofNullable(found.get(test.testName()))
                            .filter(workflow -> workflow.version() == test.workflowVersion())
                            .ifPresent(workflow -> endpoint.ifPresent(known -> all.add(new PlannedTest(
                                    test.id(),
                                    test.position(),
                                    known,
                                    workflow,
                                    test.testData().orElseThrow(),
                                    test.dataRow())))))));
        }
        return planned;
    }

    private Uni<List<Open>> open(RunView run) {
        return pool.preparedQuery(OPEN).execute(Tuple.of(run.id())).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(this::open)
                .toList());
    }

    private Open open(Row row) {
        UUID id = row.getUUID("id");
        return new Open(
                id,
                row.getUUID("endpoint_id"),
                row.getString("endpoint_name"),
                row.getString("test_name"),
                row.getUUID("workflow_id"),
                row.getLong("workflow_version"),
                row.getInteger("position"),
                row.getString("data_row"),
                state.testData(id, bytes(row.getBuffer("plan"))),
                state.saved(id, bytes(row.getBuffer("saved"))),
                row.getBoolean("changed"));
    }

    private static io.vertx.core.buffer.@Nullable Buffer bytes(@Nullable Buffer buffer) {
        return buffer == null ? null : buffer.getDelegate();
    }

    private CompletedResult broken(RunView run, Open test) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return CompletedResult.without(
                test.id(),
                run.id(),
                run.epoch(),
                run.sessionId(),
                test.endpointId(),
                test.endpointName(),
                test.testName(),
                TestStatus.ERROR,
                now,
                WHY,
                run.correlationId());
    }
}
