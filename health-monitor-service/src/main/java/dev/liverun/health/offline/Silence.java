package dev.liverun.health.offline;

import dev.liverun.health.check.EndpointCheck;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.integrations.outcome.Way;
import java.time.Duration;

/**
 * A check that nothing came back from.
 *
 * @param started by {@link System#nanoTime()}, as {@code ended}
 */
record Silence(EndpointCheck check, Failed outcome, long started, long ended) {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** Where it ended. */
    Way way() {
        return outcome.contact().way();
    }

    /** Whom nothing was heard of: the endpoint's host, or that of its tokens. */
    String host() {
        return outcome.kind() == FailureKind.CREDENTIAL ? check.tokenHost().orElse(check.host()) : check.host();
    }

    /** It had opened a connection of its own: its host takes connections. */
    boolean wasConnected() {
        return outcome.kind() != FailureKind.CREDENTIAL
                && outcome.phase().compareTo(Phase.CONNECT) > 0
                && !outcome.timings().reused();
    }

    /** What it may take to ask again. */
    Duration timeout() {
        return check.timeout().compareTo(LONGEST) < 0 ? check.timeout() : LONGEST;
    }
}
