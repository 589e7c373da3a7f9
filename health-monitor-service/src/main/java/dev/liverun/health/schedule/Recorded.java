package dev.liverun.health.schedule;

import dev.liverun.events.contract.HealthStatus;
import dev.liverun.health.check.Observation;
import dev.liverun.health.confirmed.ConfirmedStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is written of one finished check, in one transaction with its batch. */
record Recorded(
        FinishedCheck finished,
        Optional<Observation> observation,
        EndpointState before,
        ConfirmedStatus after,
        Instant checkedAt,
        Instant nextDueAt,
        @Nullable Instant pausedUntil,
        int authFailures,
        long missedTicks,
        List<UUID> sessions) {

    /** Whether the confirmed status is another one now. */
    boolean changed() {
        return before.confirmed().status() != after.status();
    }

    HealthStatus statusNow() {
        var status = after.status();
        if (status == null) {
            throw new IllegalStateException("only what was observed has a status");
        }
        return status;
    }
}
