package dev.liverun.runner.intents;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Transactions;
import dev.liverun.runner.engine.settling.Intents.IntentOutcome;
import dev.liverun.runner.spend.SpendLedger;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Lets people settle what Liverun cannot: what became of a step, and an undo that failed. */
@ApplicationScoped
public class Orphans {

    private final IntentStore store;
    private final Undoing undoing;
    private final SpendLedger ledger;
    private final Transactions transactions;
    private final Audit audit;
    private final Clock clock;

    Orphans(
            IntentStore store,
            Undoing undoing,
            SpendLedger ledger,
            Transactions transactions,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.undoing = undoing;
        this.ledger = ledger;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Somebody looked: it is as they say from now on, and not listed any more. */
    public Uni<Void> resolve(UUID runId, UUID intentId, boolean happened, String reason, Caller caller) {
        IntentOutcome outcome = happened ? IntentOutcome.DONE : IntentOutcome.NOT_DONE;
        return transactions.onConnection(transaction -> store.resolve(
                        intentId, runId, outcome, caller.subject(), reason, transaction)
                .invoke(resolved -> mustBe(resolved, intentId))
                .call(() ->
                        happened ? Uni.createFrom().voidItem() : ledger.release(intentId, clock.instant(), transaction))
                .chain(() -> audit.record(
                        transaction,
                        AuditEntry.by(caller, "intent.resolved", "intent", intentId)
                                .because(reason)
                                .with("outcome", outcome.name()))));
    }

    /** Tries an undo that failed once more. */
    public Uni<Void> undoAgain(UUID runId, UUID intentId, Caller caller) {
        return transactions
                .onConnection(transaction -> store.letUndoAgain(intentId, runId, transaction)
                        .invoke(there -> mustBe(there, intentId))
                        .call(() -> audit.record(
                                transaction, AuditEntry.by(caller, "intent.undone_again", "intent", intentId))))
                .chain(() -> undoing.undo(runId, null))
                .replaceWithVoid();
    }

    private static void mustBe(boolean orphan, UUID intentId) {
        if (!orphan) {
            throw new NotFound("orphan", intentId);
        }
    }
}
