package dev.liverun.health.trend;

import java.time.Duration;
import java.time.Instant;

/**
 * A time that rollups can tell of: its ends lie on theirs.
 *
 * @param resolution of the coarsest rollups that are read for it: a minute, an hour or a day
 */
record TrendRange(Instant from, Instant to, Duration resolution) {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * Widens a time to whole minutes, hours or days, the coarsest of which the parts are made.
     *
     * @param part length of the parts; whole minutes
     */
    static TrendRange covering(Instant from, Instant to, Duration part) {
        var resolution = isMultiple(part, DAY) ? DAY : isMultiple(part, HOUR) ? HOUR : MINUTE;
        long seconds = resolution.toSeconds();
        long begin = Math.floorDiv(from.getEpochSecond(), seconds) * seconds;
        var last = to.minusNanos(1);
        long end = (Math.floorDiv(last.getEpochSecond(), seconds) + 1) * seconds;
        return new TrendRange(Instant.ofEpochSecond(begin), Instant.ofEpochSecond(end), resolution);
    }

    private static boolean isMultiple(Duration part, Duration of) {
        return part.toSeconds() % of.toSeconds() == 0;
    }
}
