package dev.liverun.health.recording;

import dev.liverun.events.contract.HealthStatus;
import dev.liverun.health.check.Observation;
import dev.liverun.health.check.Verdict;
import dev.liverun.health.confirmed.Confirmation.Threshold;
import dev.liverun.health.confirmed.ConfirmedStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is written of one finished check, in one transaction with its batch. */
public record Recorded(
        FinishedCheck finished,
        Optional<Observation> observation,
        EndpointState before,
        ConfirmedStatus after,
        @Nullable Instant worseSince,
        Instant checkedAt,
        Instant nextDueAt,
        @Nullable Instant pausedUntil,
        int authFailures,
        long missedTicks,
        List<UUID> sessions) {

    /** Why it is held against nobody that nothing was heard; empty of every other check. */
    Optional<String> silence() {
        return finished.verdict() instanceof Verdict.NotMade notMade && notMade.isSilence()
                ? Optional.of(notMade.cause())
                : Optional.empty();
    }

    /** How many checks of how many it took to change the status; one of one, when nothing was known before. */
    Threshold threshold() {
        var held = before.confirmed().status();
        if (held == null) {
            return new Threshold(1, 1);
        }
        return changedTo().compareTo(held) > 0
                ? before.confirmation().fall()
                : before.confirmation().rise();
    }

    /** Whether the confirmed status is another one now. */
    boolean changed() {
        return before.confirmed().status() != after.status();
    }

    /** Null while a grace lasts before anything is known. */
    @Nullable
    HealthStatus statusNow() {
        return after.status();
    }

    /** Of one that changed. */
    HealthStatus changedTo() {
        return Objects.requireNonNull(after.status(), "nothing becomes unknown");
    }
}
