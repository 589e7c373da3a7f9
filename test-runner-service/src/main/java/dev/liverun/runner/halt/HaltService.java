package dev.liverun.runner.halt;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Event;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.CallsHalted;
import dev.liverun.events.contract.CallsReleased;
import dev.liverun.events.contract.HaltSnapshot;
import dev.liverun.events.contract.OperationsEvent;
import dev.liverun.events.halt.HaltStore;
import dev.liverun.events.halt.HaltSwitch;
import dev.liverun.events.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Presses and releases the kill switch: here at once, everywhere within about a second. */
@ApplicationScoped
class HaltService {

    private final HaltStore store;
    private final HaltSwitch halt;
    private final Transactions transactions;
    private final Outbox outbox;
    private final Audit audit;
    private final Pool pool;
    private final Clock clock;

    HaltService(
            HaltStore store,
            HaltSwitch halt,
            Transactions transactions,
            Outbox outbox,
            Audit audit,
            Pool pool,
            Clock clock) {
        this.store = store;
        this.halt = halt;
        this.transactions = transactions;
        this.outbox = outbox;
        this.audit = audit;
        this.pool = pool;
        this.clock = clock;
    }

    Uni<HaltResponse> state() {
        return store.read(pool).map(HaltResponse::of);
    }

    /** Pressing twice is no mistake: the later reason holds. */
    Uni<HaltResponse> turn(boolean halted, String reason, Caller caller) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return transactions
                .onConnection(transaction -> store.change(halted, reason, now, transaction)
                        .call(changed -> outbox.append(
                                transaction,
                                List.of(Event.state(event(changed, caller.subject()), changed.version(), now))))
                        .call(changed -> audit.record(
                                transaction,
                                AuditEntry.by(
                                                caller,
                                                halted ? "calls.halted" : "calls.released",
                                                "calls",
                                                HaltSnapshot.ID)
                                        .because(reason))))
                .invoke(halt::tell)
                .map(HaltResponse::of);
    }

    private static OperationsEvent event(HaltSnapshot changed, String actor) {
        return changed.halted() ? new CallsHalted(changed, actor) : new CallsReleased(changed, actor);
    }
}
