package dev.liverun.runner.halt;

import dev.liverun.events.contract.HaltSnapshot;
import java.time.Instant;

/**
 * The kill switch, as callers see it.
 *
 * @param since when it was last pressed or released
 */
public record HaltResponse(boolean halted, String reason, Instant since, long version) {

    static HaltResponse of(HaltSnapshot halt) {
        return new HaltResponse(halt.halted(), halt.reason(), halt.since(), halt.version());
    }
}
