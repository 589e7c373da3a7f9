package dev.liverun.health.schedule;

import dev.liverun.health.check.Observation;
import dev.liverun.health.check.Reason;
import dev.liverun.health.check.Verdict;
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

    /**
     * @param ago how long before {@code state.now()} the check was started
     * @param maintenance whether nobody expects the endpoint to work now
     */
    Recorded assess(FinishedCheck finished, EndpointState state, Audience audience, Duration ago, boolean maintenance) {
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
        var earliest = pausedUntil != null && pausedUntil.isAfter(state.now()) ? pausedUntil : state.now();
        return new Recorded(
                finished,
                observation,
                state,
                observation
                        .map(seen -> state.confirmed().after(seen.status(), state.confirmation()))
                        .orElse(state.confirmed()),
                checkedAt,
                Cadence.nextTick(state.id(), interval, earliest),
                pausedUntil,
                authFailures,
                Cadence.missedTicks(state.id(), interval, checkedAt, state.now()),
                audience.sessions(),
                maintenance);
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}
