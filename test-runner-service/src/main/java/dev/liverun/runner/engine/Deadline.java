package dev.liverun.runner.engine;

import java.time.Duration;
import java.time.Instant;

/** When an execution has to have ended; later, when it had to stand still. */
final class Deadline {

    private Instant at;

    Deadline(Instant at) {
        this.at = at;
    }

    Instant at() {
        return at;
    }

    boolean passed(Instant now) {
        return !now.isBefore(at);
    }

    void extend(Duration by) {
        at = at.plus(by);
    }
}
