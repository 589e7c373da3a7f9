package dev.liverun.integrations.outcome;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One try of a call.
 *
 * @param number from 1
 * @param startedAt when its time began, after it had its slot
 * @param status of the answer, where there was one
 * @param failure why there was none
 * @param phase where it ended
 * @param message the failure in one sentence for people, without any secret; empty with an answer
 * @param contact what it says of the network
 */
public record Attempt(
        int number,
        Instant startedAt,
        OptionalInt status,
        Optional<FailureKind> failure,
        Phase phase,
        String message,
        PhaseTimings timings,
        Contact contact) {

    /** One that was not on any network. */
    public Attempt(
            int number,
            Instant startedAt,
            OptionalInt status,
            Optional<FailureKind> failure,
            Phase phase,
            String message,
            PhaseTimings timings) {
        this(number, startedAt, status, failure, phase, message, timings, Contact.NONE);
    }
}
