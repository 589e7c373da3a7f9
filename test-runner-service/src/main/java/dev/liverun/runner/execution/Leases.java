package dev.liverun.runner.execution;

import dev.liverun.runner.running.ActiveRuns;
import dev.liverun.runner.running.Replica;
import dev.liverun.runner.running.RunStore;
import dev.liverun.runner.running.RunnerConfig;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Keeps the leases of this replica's runs, hears of cancellations, and takes over runs whose replica is gone. */
@ApplicationScoped
public class Leases {

    private static final Logger LOG = Logger.getLogger(Leases.class);
    private static final int TAKEN_AT_ONCE = 20;

    private final RunStore runs;
    private final ActiveRuns active;
    private final Takeover takeover;
    private final Replica replica;
    private final RunnerConfig config;
    private final Pool pool;

    Leases(RunStore runs, ActiveRuns active, Takeover takeover, Replica replica, RunnerConfig config, Pool pool) {
        this.runs = runs;
        this.active = active;
        this.takeover = takeover;
        this.replica = replica;
        this.config = config;
        this.pool = pool;
    }

    @Scheduled(identity = "renew run leases", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> renew() {
        Map<UUID, ActiveRuns.Active> mine = active.now();
        if (mine.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<UUID, String> progress = new HashMap<>();
        mine.forEach((id, run) -> progress.put(id, run.progress()));
        return runs.renew(progress, replica.id(), config.lease(), pool)
                .invoke(renewed -> {
                    Map<UUID, ActiveRuns.Active> lost = new HashMap<>(mine);
                    for (RunStore.Renewed run : renewed) {
                        lost.remove(run.id());
                        run.cancelReason().ifPresent(reason -> active.cancel(run.id(), reason));
                        active.paused(run.id(), run.paused());
                    }
                    // Not by its id: it may have been taken over here in the meantime, and must go on there. One that
                    // has
                    // ended hears nothing of this.
                    lost.values().forEach(run -> run.cancellation().cancel(ActiveRuns.TAKEN_OVER));
                })
                .onFailure()
                .invoke(failure -> LOG.warnf("The leases of %d runs cannot be renewed: %s", mine.size(), failure))
                .onFailure()
                .recoverWithItem(List.of())
                .replaceWithVoid();
    }

    @Scheduled(identity = "take over runs", every = "2s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> takeOver() {
        return runs.takeOver(replica.id(), config.lease(), TAKEN_AT_ONCE, pool)
                .onFailure()
                .invoke(failure -> LOG.warnf("No run can be taken over: %s", failure))
                .onFailure()
                .recoverWithItem(List.of())
                .chain(taken -> Multi.createFrom()
                        .iterable(taken)
                        .onItem()
                        .transformToUniAndConcatenate(takeover::of)
                        .onItem()
                        .ignoreAsUni());
    }
}
