package dev.liverun.gateway.proxy;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Fires once when there has been no progress for a while. Used on one event loop only. */
final class Deadline {

    private final Vertx vertx;
    private final long patienceNanos;
    private final Runnable expired;
    private long last = System.nanoTime();
    private long timer;
    private boolean done;

    Deadline(Vertx vertx, Duration patience, Runnable expired) {
        this.vertx = vertx;
        this.patienceNanos = patience.toNanos();
        this.expired = expired;
        arm(patienceNanos);
    }

    /** Something has happened: the wait begins anew. */
    void progress() {
        last = System.nanoTime();
    }

    void cancel() {
        done = true;
        vertx.cancelTimer(timer);
    }

    private void arm(long nanos) {
        timer = vertx.setTimer(Math.max(1, nanos / 1_000_000), fired -> {
            if (done) {
                return;
            }
            var left = patienceNanos - (System.nanoTime() - last);
            if (left > 0) {
                arm(left);
            } else {
                done = true;
                expired.run();
            }
        });
    }
}
