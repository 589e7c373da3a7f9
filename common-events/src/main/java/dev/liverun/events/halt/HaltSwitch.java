package dev.liverun.events.halt;

import dev.liverun.events.contract.HaltSnapshot;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether outgoing calls are halted, answered from memory. Every replica looks into its service's database twice a
 * second: an event reaches only one of them. As long as nobody could look, calls are halted; when the database is away
 * later, what was last known holds.
 */
@ApplicationScoped
public class HaltSwitch {

    private static final Logger LOG = Logger.getLogger(HaltSwitch.class);
    private static final long EVERY_MILLIS = 500;

    private final HaltStore store;
    private final Pool pool;
    private final VertxInternal vertx;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile @Nullable HaltSnapshot known;
    private volatile long timer = -1;

    HaltSwitch(HaltStore store, Pool pool, Vertx vertx) {
        this.store = store;
        this.pool = pool;
        this.vertx = (VertxInternal) vertx;
    }

    /** Begins to look; whoever makes outgoing calls does this when it starts. */
    public void watch() {
        if (timer == -1) {
            timer = vertx.setPeriodic(EVERY_MILLIS, tick -> look());
            look();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (timer != -1) {
            vertx.cancelTimer(timer);
        }
    }

    /** Why no call may be made now; empty if calls may be made. */
    public Optional<String> refusal() {
        HaltSnapshot now = known;
        if (now == null) {
            return Optional.of("Whether outgoing calls are halted is not known yet.");
        }
        return now.halted() ? Optional.of("Outgoing calls are halted: " + now.reason()) : Optional.empty();
    }

    /** What is known sooner than by looking. */
    public void tell(HaltSnapshot snapshot) {
        HaltSnapshot now = known;
        if (now == null || now.version() < snapshot.version()) {
            known = snapshot;
            if (now != null && now.halted() != snapshot.halted()) {
                LOG.warnf(
                        "Outgoing calls are %s: %s",
                        snapshot.halted() ? "halted, but to undo" : "released", snapshot.reason());
            }
        }
    }

    private void look() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        VertxContext.createNewDuplicatedContext(vertx.createEventLoopContext()).runOnContext(ignored -> store.read(pool)
                .onTermination()
                .invoke(() -> looking.set(false))
                .subscribe()
                .with(this::tell, failure -> LOG.debugf("The kill switch cannot be read: %s", failure)));
    }
}
