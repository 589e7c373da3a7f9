package dev.liverun.health.history;

import dev.liverun.events.contract.HealthStatus;
import dev.liverun.health.history.Trend.Bucket;
import dev.liverun.health.history.Trend.Figures;
import dev.liverun.health.history.Trend.Percentiles;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts and percentiles over the stored checks; the whole time and its buckets in one pass. */
@ApplicationScoped
class TrendQueries {

    private static final String TREND = """
            select bucket, grouping(bucket) = 1 as total, count(*) as checks,
                   count(*) filter (where status = 'HEALTHY') as healthy,
                   count(*) filter (where status = 'DEGRADED') as degraded,
                   count(*) filter (where status = 'UNHEALTHY') as unhealthy,
                   count(*) filter (where status = 'TIMEOUT') as timeout,
                   count(*) filter (where reason = 'RATE_LIMITED') as rate_limited,
                   percentile_cont(array[0.5, 0.9, 0.95, 0.99]) within group (order by response_time_ms) as percentiles,
                   max(response_time_ms) as slowest
              from (select date_bin($4 * interval '1 second', checked_at, $2) as bucket, status, reason, response_time_ms
                      from integration_health_status
                     where endpoint_id = $1 and checked_at >= $2 and checked_at < $3) c
             group by grouping sets ((), (bucket))
             order by total desc, bucket
            """;

    private final Pool pool;

    TrendQueries(Pool pool) {
        this.pool = pool;
    }

    Uni<Trend> trend(UUID endpoint, Instant from, Instant to, Duration bucket) {
        return pool.preparedQuery(TREND)
                .execute(Tuple.of(endpoint, utc(from), utc(to), bucket.toSeconds()))
                .map(rows -> {
                    var total = new Figures(0, counts(0, 0, 0, 0), 0, null, null);
                    List<Bucket> buckets = new ArrayList<>();
                    for (Row row : rows) {
                        if (row.getBoolean("total")) {
                            total = figures(row);
                        } else {
                            buckets.add(
                                    new Bucket(row.getOffsetDateTime("bucket").toInstant(), figures(row)));
                        }
                    }
                    return new Trend(endpoint, from, to, total, buckets);
                });
    }

    private static Figures figures(Row row) {
        long checks = row.getLong("checks");
        long healthy = row.getLong("healthy");
        long degraded = row.getLong("degraded");
        long limited = row.getLong("rate_limited");
        long counted = checks - limited;
        return new Figures(
                checks,
                counts(healthy, degraded, row.getLong("unhealthy"), row.getLong("timeout")),
                limited,
                counted == 0 ? null : Math.round((healthy + degraded - limited) * 1_000_000.0 / counted) / 10_000.0,
                percentiles(row.getArrayOfDoubles("percentiles"), row.getInteger("slowest")));
    }

    private static Map<HealthStatus, Long> counts(long healthy, long degraded, long unhealthy, long timeout) {
        var counts = new EnumMap<HealthStatus, Long>(HealthStatus.class);
        counts.put(HealthStatus.HEALTHY, healthy);
        counts.put(HealthStatus.DEGRADED, degraded);
        counts.put(HealthStatus.UNHEALTHY, unhealthy);
        counts.put(HealthStatus.TIMEOUT, timeout);
        return counts;
    }

    private static @Nullable Percentiles percentiles(Double @Nullable [] cuts, @Nullable Integer slowest) {
        return cuts == null || slowest == null ? null : new Percentiles(cuts[0], cuts[1], cuts[2], cuts[3], slowest);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
