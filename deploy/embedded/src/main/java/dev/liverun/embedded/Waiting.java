package dev.liverun.embedded;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what only the operating system can tell: files and processes of others. */
final class Waiting {
    private static final Duration STEP = Duration.ofMillis(20);

    private Waiting() {}

    /** Whether the condition came true before the time was over. */
    static boolean until(Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause();
        }
        return true;
    }

    static void pause() {
        if (Thread.currentThread().isInterrupted()) {
            throw new EmbeddedException("Interrupted while waiting for PostgreSQL or Kafka.");
        }
        LockSupport.parkNanos(STEP.toNanos());
    }
}
