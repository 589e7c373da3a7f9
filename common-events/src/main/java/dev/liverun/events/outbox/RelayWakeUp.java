package dev.liverun.events.outbox;

import jakarta.enterprise.context.ApplicationScoped;

/** Tells this process's relay that something was committed. In-process on purpose: see {@link OutboxRelay}. */
@ApplicationScoped
public class RelayWakeUp {

    private volatile Runnable relay = () -> {};

    /** Cheap; many calls in a row are one wake-up. From any thread. */
    public void wake() {
        relay.run();
    }

    void wakes(Runnable started) {
        relay = started;
    }
}
