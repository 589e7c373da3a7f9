package dev.liverun.integrations.client;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Exponential backoff with full jitter: callers that failed together do not come back together.
 *
 * @param random uniform in [0, 1)
 */
record Backoff(Duration base, Duration max, DoubleSupplier random) {

    /** @param attempt the number of the attempt that just failed, from 1 */
    Duration after(int attempt) {
        double ceiling = Math.min(max.toNanos(), base.toNanos() * Math.pow(2, attempt - 1.0));
        return Duration.ofNanos((long) (ceiling * random.getAsDouble()));
    }
}
