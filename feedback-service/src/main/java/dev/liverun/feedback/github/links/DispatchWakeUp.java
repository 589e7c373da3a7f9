package dev.liverun.feedback.github.links;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets the dispatcher look soon after something was committed, instead of at its next turn. */
@ApplicationScoped
public class DispatchWakeUp {

    /** Long enough for the transaction at hand to commit; if it takes longer, the next turn finds the work. */
    private static final long SOON_MILLIS = 50;

    private final Vertx vertx;
    private final AtomicBoolean waking = new AtomicBoolean();
    private volatile Runnable dispatcher = () -> {};

    DispatchWakeUp(Vertx vertx) {
        this.vertx = vertx;
    }

    public void soon() {
        // Of many at once one is enough: it finds the work of all.
        if (waking.compareAndSet(false, true)) {
            vertx.setTimer(SOON_MILLIS, ignored -> {
                waking.set(false);
                dispatcher.run();
            });
        }
    }

    public void wakes(Runnable work) {
        dispatcher = work;
    }
}
