package dev.liverun.health.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When an endpoint is due. Each endpoint has a phase of its own within its interval, given by its id: many endpoints
 * spread evenly, and each keeps its ticks over restarts, replicas and late checks, without drift.
 */
final class Cadence {

    private static final int LONGEST_BACKOFF_DOUBLINGS = 5;
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(15);
    private static final long MINUTE_MILLIS = 60_000;

    private Cadence() {}

    /** The endpoint's place within the interval, in milliseconds from its start. */
    static long phaseMillis(UUID endpoint, Duration interval) {
        return Math.floorMod(mixed(endpoint), interval.toMillis());
    }

    /** The first tick after {@code after}. */
    static Instant nextTick(UUID endpoint, Duration interval, Instant after) {
        long length = interval.toMillis();
        long sincePhase = after.toEpochMilli() - phaseMillis(endpoint, interval);
        return Instant.ofEpochMilli(after.toEpochMilli() - Math.floorMod(sincePhase, length) + length);
    }

    /**
     * How many ticks went by while a check that began at {@code from} was still running at {@code to}. The tick that it was
     * made for is not among them, though clocks may put it a moment after the start.
     */
    static long missedTicks(UUID endpoint, Duration interval, Instant from, Instant to) {
        var next = nextTick(endpoint, interval, from.plus(interval.dividedBy(10)));
        return next.isAfter(to) ? 0 : 1 + (to.toEpochMilli() - next.toEpochMilli()) / interval.toMillis();
    }

    /**
     * The interval that holds now: the shorter of the endpoint's own and what its sessions ask for; stretched so that
     * checks keep to the monitor's share of the rate limit; and stretched further while the endpoint refuses us.
     *
     * @param share of the rate limit that is the monitor's, 0–1
     * @param authFailures how often in a row it refused us: asking on would look like guessing
     */
    static Duration interval(
            Duration own, @Nullable Duration sessions, int rateLimitPerMinute, double share, int authFailures) {
        var wanted = sessions != null && sessions.compareTo(own) < 0 ? sessions : own;
        var shortest = Duration.ofMillis((long) Math.ceil(MINUTE_MILLIS / (rateLimitPerMinute * share)));
        var allowed = wanted.compareTo(shortest) < 0 ? shortest : wanted;
        return backedOff(allowed, authFailures);
    }

    private static Duration backedOff(Duration interval, int authFailures) {
        if (authFailures < 2) {
            return interval;
        }
        var longer = interval.multipliedBy(1L << Math.min(authFailures - 1, LONGEST_BACKOFF_DOUBLINGS));
        if (longer.compareTo(LONGEST_BACKOFF) <= 0) {
            return longer;
        }
        return interval.compareTo(LONGEST_BACKOFF) > 0 ? interval : LONGEST_BACKOFF;
    }

    /** UUIDv7 counts up: without mixing, endpoints that were registered together would be checked together. */
    private static long mixed(UUID id) {
        long z = id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 32);
        z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return z ^ (z >>> 33);
    }
}
