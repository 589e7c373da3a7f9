package dev.liverun.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells a story step by step, and stops at the first step that does not hold. */
final class Story {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(150);

    private final PrintStream out;
    private final long begun = System.nanoTime();
    private int chapter;

    Story(PrintStream out) {
        this.out = out;
    }

    void chapter(String title) {
        chapter++;
        out.printf("%n%d. %s%n", chapter, title);
    }

    void fact(String format, Object... values) {
        out.printf("   ✓ " + format + "%n", values);
    }

    void end(String format, Object... values) {
        out.printf("%n" + format + " (%.1f s)%n", append(values, (System.nanoTime() - begun) / 1e9));
    }

    /** Fails the story unless {@code held}. */
    void check(boolean held, String claim, @Nullable Object seen) {
        if (!held) {
            throw new DemoFailed(claim + ", but saw: " + seen);
        }
    }

    /** What {@code look} finds, sooner or later; what it saw last is told when it does not. */
    <T> T eventually(String claim, Supplier<Optional<T>> look, Supplier<Object> seen) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new DemoFailed(claim + " – not within " + PATIENCE.toSeconds() + " s; last seen: " + seen.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static Object[] append(Object[] values, Object last) {
        var all = java.util.Arrays.copyOf(values, values.length + 1);
        all[values.length] = last;
        return all;
    }
}
