package dev.liverun.health.trend;

import dev.liverun.events.contract.HealthStatus;
import dev.liverun.health.rollup.ResponseTimes;
import dev.liverun.health.trend.Trend.Figures;
import dev.liverun.health.trend.Trend.Percentiles;
import java.util.EnumMap;

/** Sums up rollups. */
final class Tally {

    private final EnumMap<HealthStatus, Long> byStatus = new EnumMap<>(HealthStatus.class);
    private final ResponseTimes times = new ResponseTimes();
    private long rateLimited;
    private long excused;

    Tally() {
        for (var status : HealthStatus.values()) {
            byStatus.put(status, 0L);
        }
    }

    void add(
            long healthy,
            long degraded,
            long unhealthy,
            long timeout,
            long limited,
            long excusedToo,
            ResponseTimes took) {
        byStatus.merge(HealthStatus.HEALTHY, healthy, Long::sum);
        byStatus.merge(HealthStatus.DEGRADED, degraded, Long::sum);
        byStatus.merge(HealthStatus.UNHEALTHY, unhealthy, Long::sum);
        byStatus.merge(HealthStatus.TIMEOUT, timeout, Long::sum);
        rateLimited += limited;
        excused += excusedToo;
        times.merge(took);
    }

    void add(Tally other) {
        other.byStatus.forEach((status, checks) -> byStatus.merge(status, checks, Long::sum));
        rateLimited += other.rateLimited;
        excused += other.excused;
        times.merge(other.times);
    }

    Figures figures() {
        long made = byStatus.values().stream().mapToLong(Long::longValue).sum();
        long counted = made - rateLimited;
        long up = of(HealthStatus.HEALTHY) + of(HealthStatus.DEGRADED) - rateLimited;
        return new Figures(
                made + excused,
                new EnumMap<>(byStatus),
                rateLimited,
                excused,
                counted == 0 ? null : Math.round(up * 1_000_000.0 / counted) / 10_000.0,
                times.count() == 0
                        ? null
                        : new Percentiles(
                                times.at(0.5), times.at(0.9), times.at(0.95), times.at(0.99), times.slowest()));
    }

    private long of(HealthStatus status) {
        return byStatus.getOrDefault(status, 0L);
    }
}
