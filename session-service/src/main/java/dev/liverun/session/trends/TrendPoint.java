package dev.liverun.session.trends;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that ended in one stretch of time.
 *
 * @param from the stretch's beginning, in UTC
 * @param ready sessions whose latest seal has this verdict; likewise the others
 * @param ran results but for skipped ones
 * @param passRate of all that ran; null when none did
 * @param productPassRate of those that say something about the product
 * @param outages how often an integration was confirmed to go down during these sessions
 * @param resolved feedback of these sessions that was resolved
 * @param meanSecondsToResolve from its report to its resolution; null when none was
 */
public record TrendPoint(
        Instant from,
        long sessions,
        long ready,
        long notReady,
        long inconclusive,
        long ran,
        @Nullable BigDecimal passRate,
        @Nullable BigDecimal productPassRate,
        long outages,
        long resolved,
        @Nullable Long meanSecondsToResolve) {}
