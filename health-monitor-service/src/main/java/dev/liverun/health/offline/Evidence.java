package dev.liverun.health.offline;

import dev.liverun.integrations.outcome.Way;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When something was heard on which way, when a way was cut, and when we stood still. Plain Java; used by one thread. */
final class Evidence {

    /** Shorter ones are no outage, but lost packets. */
    private static final long NOTICED = Duration.ofMillis(500).toNanos();

    /** Longer than any check takes. */
    private static final long REMEMBERED = Duration.ofHours(2).toNanos();

    /** A time in which nothing was heard. */
    private record Gap(long from, long to) {}

    private final long stoodStill;
    private final Map<Way, Deque<Gap>> gaps = new EnumMap<>(Way.class);
    private final Map<Way, Long> heard = new EnumMap<>(Way.class);
    private final Map<Way, Long> cutUntil = new EnumMap<>(Way.class);
    private final Set<Way> cut = EnumSet.noneOf(Way.class);
    private @Nullable Long tick;
    private @Nullable Long stoodStillUntil;

    /** @param stoodStill a loop that runs later has kept answers waiting that had arrived, and let times run out */
    Evidence(Duration stoodStill) {
        this.stoodStill = stoodStill.toNanos();
    }

    /** @param nanos by {@link System#nanoTime()}, as everywhere here */
    void heard(Way way, long nanos) {
        var last = heard.put(way, nanos);
        if (last == null || nanos - last >= NOTICED) {
            var there = gaps.computeIfAbsent(way, none -> new ArrayDeque<>());
            there.add(new Gap(last == null ? nanos - REMEMBERED : last, nanos));
            while (nanos - there.getFirst().to() > REMEMBERED) {
                there.removeFirst();
            }
        }
        if (cut.remove(way)) {
            cutUntil.put(way, nanos);
        }
    }

    /** Some name was resolved, perhaps from a cache: that is no proof, but enough to end an outage of the DNS. */
    void resolved(long nanos) {
        if (cut.contains(Way.NAMES)) {
            heard(Way.NAMES, nanos);
        }
    }

    /** It is us who hear nothing there, until something is heard. */
    void cut(Way way) {
        cut.add(way);
    }

    boolean isCut(Way way) {
        return cut.contains(way);
    }

    boolean isAnyCut() {
        return !cut.isEmpty();
    }

    /**
     * Whether so much was heard there during a check that no outage of ours can have taken more than half of its time: then the
     * endpoint had its chance.
     */
    boolean wasSteady(Way way, long started, long ended) {
        long half = (ended - started) / 2;
        var last = heard.get(way);
        return last != null
                && ended - Math.max(started, last) <= half
                && gaps.getOrDefault(way, new ArrayDeque<>()).stream()
                        .allMatch(gap -> Math.min(gap.to(), ended) - Math.max(gap.from(), started) <= half);
    }

    /** Whether an outage of ours there has ended since that time: what began before its end may have been hit by it. */
    boolean wasCutSince(Way way, long nanos) {
        return isSince(cutUntil.get(way), nanos);
    }

    /** The loop runs; called every few hundred milliseconds. */
    void tick(long nanos) {
        var last = tick;
        if (last != null && nanos - last > stoodStill) {
            stoodStillUntil = nanos;
        }
        tick = nanos;
    }

    /** Whether this process stood still at any time since then; a machine that sleeps hears nothing. */
    boolean stoodStillSince(long started, long now) {
        var last = tick;
        return last != null && now - last > stoodStill || isSince(stoodStillUntil, started);
    }

    private static boolean isSince(@Nullable Long moment, long nanos) {
        return moment != null && moment - nanos >= 0;
    }
}
