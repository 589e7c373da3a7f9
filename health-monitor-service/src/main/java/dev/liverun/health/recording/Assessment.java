package dev.liverun.health.recording;

import dev.liverun.events.contract.HealthChecked;
import dev.liverun.health.check.Observation;
import dev.liverun.health.check.Reason;
import dev.liverun.health.check.Verdict;
import dev.liverun.health.confirmed.ConfirmedStatus;
import dev.liverun.integrations.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides what a finished check changes. Plain arithmetic on what the database said. */
final class Assessment {

    /** The sessions that look at an endpoint, and the shortest interval that one of them asks for. */
    record Audience(List<UUID> sessions, @Nullable Duration interval) {
        static final Audience NONE = new Audience(List.of(), null);
    }

    private final double rateShare;

    Assessment(double rateShare) {
        this.rateShare = rateShare;
    }

    /** @param ago how long before {@code state.now()} the check was started */
    Recorded assess(FinishedCheck finished, EndpointState state, Audience audience, Duration ago) {
        var observation = finished.verdict() instanceof Verdict.Observed observed
                ? Optional.of(observed.observation())
                : Optional.<Observation>empty();
        var authFailures = observation
                .map(seen -> seen.reason() == Reason.AUTH ? state.authFailures() + 1 : 0)
                .orElse(state.authFailures());
        var pausedUntil = later(
                state.pausedUntil(),
                finished.throttle().map(Throttle::pausedUntil).orElse(null));
        var interval = Cadence.interval(
                state.interval(), audience.interval(), state.rateLimitPerMinute(), rateShare, authFailures);
        var checkedAt = state.now().minus(ago).truncatedTo(ChronoUnit.MICROS);
        var confirmed = observation
                .map(seen -> confirmed(seen, state, checkedAt))
                .orElseGet(() -> new Confirmed(state.confirmed(), state.worseSince()));
        var earliest = pausedUntil != null && pausedUntil.isAfter(state.now()) ? pausedUntil : state.now();
        return new Recorded(
                finished,
                observation,
                state,
                confirmed.status(),
                confirmed.worseSince(),
                checkedAt,
                Cadence.nextTick(state.id(), interval, earliest),
                pausedUntil,
                authFailures,
                Cadence.missedTicks(state.id(), interval, checkedAt, state.now()),
                audience.sessions());
    }

    private record Confirmed(
            ConfirmedStatus status, @Nullable Instant worseSince) {}

    private static Confirmed confirmed(Observation seen, EndpointState state, Instant checkedAt) {
        var held = state.confirmed();
        if (!held.isWorse(seen.status())) {
            return new Confirmed(held.after(seen.status(), state.confirmation()), null);
        }
        var since = state.worseSince() == null ? checkedAt : state.worseSince();
        if (state.confirmation().waits(since, checkedAt)) {
            seen.metadata().put(HealthChecked.GRACE, true);
            return new Confirmed(held.waiting(seen.status(), state.confirmation()), since);
        }
        return new Confirmed(held.after(seen.status(), state.confirmation()), since);
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
