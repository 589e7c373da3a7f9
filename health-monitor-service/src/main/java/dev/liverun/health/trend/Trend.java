package dev.liverun.health.trend;

import dev.liverun.events.contract.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint did over a time.
 *
 * @param resolution what the time was widened to, and the percentiles of longer parts are merged of
 * @param buckets in order; those without checks are left out
 */
record Trend(UUID endpointId, Instant from, Instant to, Duration resolution, Figures total, List<Bucket> buckets) {

    /** One part of the time. */
    record Bucket(Instant from, Figures figures) {}

    /**
     * @param checks how many were made
     * @param byStatus how many with each observed status
     * @param rateLimited how many were throttled; they are no part of the uptime
     * @param excused how many were made during maintenance, or found it worse while its grace lasted; they are in no other count
     *     but {@code checks}
     * @param uptimePercent HEALTHY and DEGRADED among the checks that were not throttled; null when there are none
     * @param responseTimeMs null when nothing answered
     */
    record Figures(
            long checks,
            Map<HealthStatus, Long> byStatus,
            long rateLimited,
            long excused,
            @Nullable Double uptimePercent,
            @Nullable Percentiles responseTimeMs) {}

    /** Of the checks that were answered. */
    record Percentiles(double p50, double p90, double p95, double p99, int max) {}
}
