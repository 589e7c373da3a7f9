package dev.liverun.runner.workflow;

import dev.liverun.runner.workflow.expecting.Assertion;
import java.time.Duration;
import java.util.List;

/** How a READ step is repeated. */
public sealed interface Repeat {

    /**
     * Tries again while something does not hold.
     *
     * @param times tries in all, the first included
     */
    record Retry(int times, Duration delay) implements Repeat {}

    /**
     * Waits for something to happen outside.
     *
     * @param until all must hold; what does not when the time is over is a failed assertion
     */
    record Poll(List<Assertion> until, Duration every, Duration deadline) implements Repeat {
        public Poll {
            until = List.copyOf(until);
        }
    }
}
