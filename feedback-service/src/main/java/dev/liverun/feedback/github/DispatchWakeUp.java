package dev.liverun.feedback.github;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets the dispatcher look soon after something was committed, instead of at its next turn. */
@ApplicationScoped
class DispatchWakeUp {

    /** Long enough for the transaction at hand to commit; if it takes longer, the next turn finds the work. */
    private static final long SOON_MILLIS = 50;

    private final Vertx vertx;
    private volatile Runnable dispatcher = () -> {};

    DispatchWakeUp(Vertx vertx) {
        this.vertx = vertx;
    }

    void soon() {
        vertx.setTimer(SOON_MILLIS, ignored -> dispatcher.run());
    }

    void wakes(Runnable work) {
        dispatcher = work;
    }
}
