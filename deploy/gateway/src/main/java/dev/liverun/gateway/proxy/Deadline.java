package dev.liverun.gateway.proxy;

import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Fires once when there has been no progress for a while. Used on one event loop only.
 *
 * <p>A loop that was busy runs its overdue timers before it reads what has arrived meanwhile. So the time alone decides
 * nothing: what waits in the sockets is given a moment to be read and to count as progress.
 */
final class Deadline {

    private static final long SECOND_LOOK_NANOS = 100_000_000;

    private final Vertx vertx;
    private final long patienceNanos;
    private final Runnable expired;
    private long last = System.nanoTime();
    private long timer;
    private boolean looksAgain;
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
        looksAgain = false;
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
            } else if (!looksAgain) {
                looksAgain = true;
                arm(Math.min(SECOND_LOOK_NANOS, patienceNanos / 10));
            } else {
                done = true;
                expired.run();
            }
        });
    }
}
