package dev.liverun.health.sla;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How endpoints did in a month, by name; those without checks are left out.
 *
 * @param objectivePercent what was promised; null when nobody said
 */
record SlaReport(
        String month, Instant from, Instant to, @Nullable Double objectivePercent, List<Line> items) {

    /**
     * One endpoint.
     *
     * @param uptimePercent HEALTHY and DEGRADED among the checks that were neither throttled nor excused; null when
     *     there are none
     * @param excused how many were made during maintenance, or found it worse while its grace lasted
     * @param outages how often its confirmed status became UNHEALTHY or TIMEOUT, other than during maintenance
     * @param met whether the objective was reached; null without one
     */
    record Line(
            UUID endpointId,
            String name,
            long checks,
            long failed,
            long rateLimited,
            long excused,
            @Nullable Double uptimePercent,
            long outages,
            @Nullable Boolean met) {}
}
