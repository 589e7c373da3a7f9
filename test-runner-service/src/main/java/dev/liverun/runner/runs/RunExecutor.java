package dev.liverun.runner.runs;

import dev.liverun.events.contract.TestStatus;
import dev.liverun.runner.background.Background;
import dev.liverun.runner.engine.Cancellation;
import dev.liverun.runner.intents.Undoing;
import dev.liverun.runner.results.CompletedResult;
import dev.liverun.runner.results.ResultWriter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Executes the tests of a run: those of one endpoint one after the other, several endpoints at once. Ends with the run
 * completed, whatever happens to a test; if it cannot even do that, the lease runs out and another replica ends the run.
 */
@ApplicationScoped
class RunExecutor {

    private static final Logger LOG = Logger.getLogger(RunExecutor.class);
    static final String TAKEN_OVER = "The run was taken over by another replica.";

    private final TestExecutor tests;
    private final ResultWriter results;
    private final RunCompletion completion;
    private final Undoing undoing;
    private final ActiveRuns active;
    private final Background background;
    private final RunnerConfig config;

    RunExecutor(
            TestExecutor tests,
            ResultWriter results,
            RunCompletion completion,
            Undoing undoing,
            ActiveRuns active,
            Background background,
            RunnerConfig config) {
        this.tests = tests;
        this.results = results;
        this.completion = completion;
        this.undoing = undoing;
        this.active = active;
        this.background = background;
        this.config = config;
    }

    /** Begins at once. The {@code Uni} tells when the run has ended, and may be ignored. */
    Uni<Void> start(RunView run, List<PlannedTest> planned) {
        Cancellation cancellation = active.add(run.id(), run.sessionId());
        LOG.infof("Run %s of session %s begins with %d tests", run.id(), run.sessionId(), planned.size());
        return background.start(run.correlationId(), () -> execute(run, planned, cancellation)
                .chain(() -> end(run, cancellation))
                .invoke(() -> LOG.infof("Run %s has ended", run.id()))
                .onFailure()
                .invoke(failure ->
                        LOG.errorf(failure, "The run %s cannot go on; it ends when its lease has run out", run.id()))
                .onTermination()
                .invoke(() -> active.remove(run.id())));
    }

    private Uni<Void> execute(RunView run, List<PlannedTest> planned, Cancellation cancellation) {
        return Multi.createFrom()
                .iterable(byEndpoint(planned))
                .onItem()
                .transformToUni(group -> inTurn(run, group, cancellation))
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

    private Uni<Void> inTurn(RunView run, List<PlannedTest> group, Cancellation cancellation) {
        return Multi.createFrom()
                .iterable(group)
                .onItem()
                .transformToUniAndConcatenate(test -> execute(run, test, cancellation))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> execute(RunView run, PlannedTest test, Cancellation cancellation) {
        return tests.execute(run, test, cancellation)
                .onFailure()
                .recoverWithItem(failure -> broken(run, test, failure))
                .chain(result -> store(run, test, result))
                .invoke(stored -> {
                    if (!stored) {
                        cancellation.cancel(TAKEN_OVER);
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

    private Uni<Void> end(RunView run, Cancellation cancellation) {
        String cancelled = cancellation.reason().orElse(null);
        if (cancelled == null) {
            return completion.complete(run);
        }
        if (cancelled.equals(TAKEN_OVER)) {
            return Uni.createFrom().voidItem();
        }
        return undoing.undo(run.id(), null).chain(() -> completion.cancelled(run, cancelled));
    }
}
