package dev.liverun.runner.running;

import dev.liverun.events.Event;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.RunCompleted;
import dev.liverun.events.contract.RunStatus;
import dev.liverun.events.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Ends runs: the run with its totals and the event in one transaction, by whoever holds the lease. */
@ApplicationScoped
public class RunCompletion {

    private final RunStore runs;
    private final Transactions transactions;
    private final Outbox outbox;
    private final Clock clock;

    RunCompletion(RunStore runs, Transactions transactions, Outbox outbox, Clock clock) {
        this.runs = runs;
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** As its results say. */
    public Uni<Void> complete(RunView run) {
        return complete(run, null, null);
    }

    public Uni<Void> cancelled(RunView run, String reason) {
        return complete(run, RunStatus.CANCELLED, reason);
    }

    public Uni<Void> broken(RunView run, String reason) {
        return complete(run, RunStatus.ERROR, reason);
    }

    private Uni<Void> complete(RunView run, @Nullable RunStatus status, @Nullable String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return transactions.onConnection(
                transaction -> runs.complete(run.id(), run.epoch(), status, reason, now, transaction)
                        .chain(completed -> outbox.append(
                                transaction,
                                completed.stream()
                                        .map(ended -> Event.state(
                                                        new RunCompleted(ended.snapshot(), ended.startedBy()),
                                                        ended.version(),
                                                        now)
                                                .correlated(run.correlationId()))
                                        .toList())));
    }
}
