package dev.liverun.health.history;

import dev.liverun.events.contract.HealthStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint did over a time.
 *
 * @param buckets in order; those without checks are left out
 */
record Trend(UUID endpointId, Instant from, Instant to, Figures total, List<Bucket> buckets) {

    /** One part of the time. */
    record Bucket(Instant from, Figures figures) {}

    /**
     * @param checks how many were made
     * @param byStatus how many with each observed status
     * @param rateLimited how many were throttled; they are no part of the uptime
     * @param uptimePercent HEALTHY and DEGRADED among the checks that were not throttled; null when there are none
     * @param responseTimeMs null when nothing answered
     */
    record Figures(
            long checks,
            Map<HealthStatus, Long> byStatus,
            long rateLimited,
            @Nullable Double uptimePercent,
            @Nullable Percentiles responseTimeMs) {}

    /** Of the checks that were answered. */
    record Percentiles(double p50, double p90, double p95, double p99, int max) {}
}
