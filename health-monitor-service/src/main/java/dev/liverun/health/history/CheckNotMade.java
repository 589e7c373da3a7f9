package dev.liverun.health.history;

import dev.liverun.api.problem.Problem;
import dev.liverun.health.schedule.Settlement;

/** The check that was asked for could not be sent, for a reason of ours; {@code cause} says which. */
final class CheckNotMade extends Problem {
    private CheckNotMade(int status, Settlement.NotMade notMade) {
        super(status, "check-not-made", "Check not made", notMade.message());
        with("cause", notMade.cause());
    }

    static Problem of(Settlement.NotMade notMade) {
        return switch (notMade.cause()) {
            case "BUDGET_EXHAUSTED", "PAUSED" -> new CheckNotMade(429, notMade).withHeader("Retry-After", "5");
            case "HALTED", "DISABLED" -> new CheckNotMade(409, notMade);
            default -> new CheckNotMade(503, notMade).withHeader("Retry-After", "5");
        };
    }
}
