package dev.liverun.runner.execution;

import dev.liverun.events.contract.TestStatus;
import dev.liverun.runner.background.Background;
import dev.liverun.runner.engine.Cancellation;
import dev.liverun.runner.intents.Undoing;
import dev.liverun.runner.planning.PlannedTest;
import dev.liverun.runner.results.CompletedResult;
import dev.liverun.runner.results.ResultWriter;
import dev.liverun.runner.running.ActiveRuns;
import dev.liverun.runner.running.RunCompletion;
import dev.liverun.runner.running.RunView;
import dev.liverun.runner.running.RunnerConfig;
import dev.liverun.runner.standing.SavedTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Executes the tests of a run: those of one endpoint in their order, several endpoints at once. Ends with the run
 * completed, whatever happens to a test; if it cannot even do that, the lease runs out and another replica ends the run.
 */
@ApplicationScoped
public class RunExecutor {

    private static final Logger LOG = Logger.getLogger(RunExecutor.class);
    private static final String DEADLINE = "The run's deadline has passed.";

    private final TestExecutor tests;
    private final ResultWriter results;
    private final RunCompletion completion;
    private final Undoing undoing;
    private final ActiveRuns active;
    private final Background background;
    private final Lanes lanes;
    private final RunnerConfig config;
    private final Clock clock;

    RunExecutor(
            TestExecutor tests,
            ResultWriter results,
            RunCompletion completion,
            Undoing undoing,
            ActiveRuns active,
            Background background,
            Lanes lanes,
            RunnerConfig config,
            Clock clock) {
        this.tests = tests;
        this.results = results;
        this.completion = completion;
        this.undoing = undoing;
        this.active = active;
        this.background = background;
        this.lanes = lanes;
        this.config = config;
        this.clock = clock;
    }

    /** Begins at once. The {@code Uni} tells when the run has ended, and may be ignored. */
    public Uni<Void> start(RunView run, List<PlannedTest> planned) {
        LOG.infof("Run %s of session %s begins with %d tests", run.id(), run.sessionId(), planned.size());
        ActiveRuns.Active mine = active.add(run.id(), run.sessionId());
        return background.start(run.correlationId(), () -> carryOut(run, planned, Map.of(), null, mine));
    }

    /**
     * To its end. What cannot be brought there is left to another replica, when the lease has run out.
     *
     * @param saved the tests that another process let stand, by the id of their result
     * @param broken why it has to end as ERROR, whatever its results say
     */
    Uni<Void> carryOut(
            RunView run,
            List<PlannedTest> planned,
            Map<UUID, SavedTest> saved,
            @Nullable String broken,
            ActiveRuns.Active mine) {
        Cancellable timer = deadline(run, mine);
        return execute(run, planned, saved, mine)
                .chain(() -> end(run, broken, mine.cancellation()))
                .invoke(() -> LOG.infof("Run %s has ended", run.id()))
                .onFailure()
                .invoke(failure ->
                        LOG.errorf(failure, "The run %s cannot go on; it ends when its lease has run out", run.id()))
                .onTermination()
                .invoke(() -> {
                    timer.cancel();
                    active.remove(run.id(), mine);
                });
    }

    private Cancellable deadline(RunView run, ActiveRuns.Active mine) {
        if (run.deadlineAt() == null) {
            return () -> {};
        }
        Duration left = Duration.between(clock.instant(), run.deadlineAt());
        return background
                .pauses()
                .pause(left.isNegative() ? Duration.ZERO : left)
                .subscribe()
                .with(passed -> mine.cancellation().cancel(DEADLINE));
    }

    private Uni<Void> execute(
            RunView run, List<PlannedTest> planned, Map<UUID, SavedTest> saved, ActiveRuns.Active mine) {
        return Multi.createFrom()
                .iterable(byEndpoint(planned))
                .onItem()
                .transformToUni(group -> ofOneEndpoint(run, group, saved, mine))
                .merge(config.parallelEndpoints())
                .onItem()
                .ignoreAsUni();
    }

    private static Collection<List<PlannedTest>> byEndpoint(List<PlannedTest> planned) {
        Map<UUID, List<PlannedTest>> groups = new LinkedHashMap<>();
        planned.forEach(test -> groups.computeIfAbsent(test.endpoint().id(), id -> new ArrayList<>())
                .add(test));
        return groups.values();
    }

    /** They begin in their order; as many at once as the run says, and as the endpoint has room for over all runs. */
    private Uni<Void> ofOneEndpoint(
            RunView run, List<PlannedTest> group, Map<UUID, SavedTest> saved, ActiveRuns.Active mine) {
        UUID endpoint = group.get(0).endpoint().id();
        return Multi.createFrom()
                .iterable(group)
                .onItem()
                .transformToUni(
                        test -> lanes.through(endpoint, () -> execute(run, test, saved.get(test.resultId()), mine)))
                .merge(run.parallel())
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> execute(RunView run, PlannedTest test, @Nullable SavedTest saved, ActiveRuns.Active mine) {
        return tests.execute(run, test, mine, saved)
                .onFailure()
                .recoverWithItem(failure -> broken(run, test, failure))
                .chain(result -> store(run, test, result))
                .invoke(stored -> {
                    if (!stored) {
                        mine.cancellation().cancel(ActiveRuns.TAKEN_OVER);
                    }
                })
                .replaceWithVoid();
    }

    private CompletedResult broken(RunView run, PlannedTest test, Throwable failure) {
        LOG.errorf(failure, "The test %s of run %s broke off", test.resultId(), run.id());
        return tests.without(run, test, TestStatus.ERROR, "Liverun itself could not go on; nothing more was sent.");
    }

    /** What cannot be stored as it is, is stored as an error: a result must never be missing. */
    private Uni<Boolean> store(RunView run, PlannedTest test, CompletedResult result) {
        return results.write(result).onFailure().recoverWithUni(failure -> {
            LOG.errorf(failure, "The result %s cannot be stored as it is", result.id());
            return results.write(
                    tests.without(run, test, TestStatus.ERROR, "What was recorded of this test cannot be stored."));
        });
    }

    private Uni<Void> end(RunView run, @Nullable String broken, Cancellation cancellation) {
        String cancelled = cancellation.reason().orElse(null);
        if (cancelled == null) {
            return broken == null ? completion.complete(run) : completion.broken(run, broken);
        }
        if (cancelled.equals(ActiveRuns.TAKEN_OVER)) {
            return Uni.createFrom().voidItem();
        }
        return undoing.undo(run.id(), null)
                .chain(() -> cancelled.equals(DEADLINE)
                        ? completion.broken(run, cancelled)
                        : completion.cancelled(run, cancelled));
    }
}
