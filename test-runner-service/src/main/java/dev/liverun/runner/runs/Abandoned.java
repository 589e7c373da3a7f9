package dev.liverun.runner.runs;

import dev.liverun.events.contract.TestStatus;
import dev.liverun.runner.background.Background;
import dev.liverun.runner.intents.Undoing;
import dev.liverun.runner.results.CompletedResult;
import dev.liverun.runner.results.ResultWriter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/**
 * Ends a run whose replica is gone: what was sent and not settled is UNKNOWN, what is known to have happened is taken
 * back, tests without a result get an ERROR that says so. Never silently, and nothing is sent a second time.
 */
@ApplicationScoped
class Abandoned {

    private static final Logger LOG = Logger.getLogger(Abandoned.class);
    private static final String WHY = "The replica that executed the run stopped before it ended.";

    private static final String OPEN = "select id, endpoint_id, endpoint_name, test_name from test_results"
            + " where run_id = $1 and status is null order by position";

    private final Undoing undoing;
    private final ResultWriter results;
    private final RunCompletion completion;
    private final ActiveRuns active;
    private final Background background;
    private final Pool pool;
    private final Clock clock;

    Abandoned(
            Undoing undoing,
            ResultWriter results,
            RunCompletion completion,
            ActiveRuns active,
            Background background,
            Pool pool,
            Clock clock) {
        this.undoing = undoing;
        this.results = results;
        this.completion = completion;
        this.active = active;
        this.background = background;
        this.pool = pool;
        this.clock = clock;
    }

    /** Done when it has ended, or could not be; then its lease runs out again. */
    Uni<Void> end(RunView run) {
        LOG.warnf("Ending the run %s of session %s: its replica is gone", run.id(), run.sessionId());
        active.add(run.id(), run.sessionId());
        return background
                .start(run.correlationId(), () -> undoing.giveUp(run.id(), WHY)
                        .chain(() -> undoing.undo(run.id(), null))
                        .chain(() -> endResults(run))
                        .chain(() -> endRun(run)))
                .onFailure()
                .invoke(failure -> LOG.errorf(failure, "The run %s cannot be ended yet", run.id()))
                .onFailure()
                .recoverWithNull()
                .onTermination()
                .invoke(() -> active.remove(run.id()));
    }

    private Uni<Void> endResults(RunView run) {
        return pool.preparedQuery(OPEN)
                .execute(Tuple.of(run.id()))
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .onItem()
                .transformToUniAndConcatenate(row -> results.write(broken(run, row)))
                .onItem()
                .ignoreAsUni();
    }

    private CompletedResult broken(RunView run, Row row) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return CompletedResult.without(
                row.getUUID("id"),
                run.id(),
                run.epoch(),
                run.sessionId(),
                row.getUUID("endpoint_id"),
                row.getString("endpoint_name"),
                row.getString("test_name"),
                TestStatus.ERROR,
                now,
                WHY,
                run.correlationId());
    }

    private Uni<Void> endRun(RunView run) {
        return run.cancelReason() != null
                ? completion.cancelled(run, run.cancelReason() + " (" + WHY + ")")
                : completion.broken(run, WHY);
    }
}
