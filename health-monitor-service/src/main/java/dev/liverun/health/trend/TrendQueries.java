package dev.liverun.health.trend;

import dev.liverun.health.rollup.ResponseTimes;
import dev.liverun.health.trend.Trend.Bucket;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads trends from rollups, of the coarsest that fits the parts: days where they are complete, hours after them, minutes for
 * what is recent. So it costs the same however many checks there were.
 */
@ApplicationScoped
class TrendQueries {

    /** Hours are made of minutes soon after they end; until this long after, minutes are read. */
    private static final String RECENT = "date_trunc('hour', now(), 'UTC') - interval '2 hours'";

    private static final String TREND = """
            with edge as (
                select %1$s as hours_end,
                       date_trunc('day', %1$s, 'UTC') as days_end)
            select date_bin($5 * interval '1 second', p.bucket, $2) as part, p.*
              from (select r.bucket, r.healthy, r.degraded, r.unhealthy, r.timeout, r.rate_limited, r.excused,
                           r.slowest, r.bins, r.bin_counts, null::integer[] as response_times
                      from health_rollups r, edge
                     where r.endpoint_id = $1 and r.seconds = 86400 and $4 = 86400
                       and r.bucket >= $2 and r.bucket < least($3, edge.days_end)
                    union all
                    select r.bucket, r.healthy, r.degraded, r.unhealthy, r.timeout, r.rate_limited, r.excused,
                           r.slowest, r.bins, r.bin_counts, null
                      from health_rollups r, edge
                     where r.endpoint_id = $1 and r.seconds = 3600 and $4 >= 3600
                       and r.bucket >= case when $4 = 86400 then greatest($2, edge.days_end) else $2 end
                       and r.bucket < least($3, edge.hours_end)
                    union all
                    select m.bucket, m.healthy, m.degraded, m.unhealthy, m.timeout, m.rate_limited, m.excused,
                           null, null, null, m.response_times
                      from health_minutes m, edge
                     where m.endpoint_id = $1
                       and m.bucket >= case when $4 >= 3600 then greatest($2, edge.hours_end) else $2 end
                       and m.bucket < $3) p
             order by part
            """.formatted(RECENT);

    private final Pool pool;

    TrendQueries(Pool pool) {
        this.pool = pool;
    }

    /** @param range aligned to its resolution */
    Uni<Trend> trend(UUID endpoint, TrendRange range, Duration part) {
        return pool.preparedQuery(TREND)
                .execute(Tuple.of(
                        endpoint,
                        utc(range.from()),
                        utc(range.to()),
                        range.resolution().toSeconds(),
                        part.toSeconds()))
                .map(rows -> {
                    var total = new Tally();
                    var parts = new ArrayList<Bucket>();
                    Instant begin = null;
                    var tally = new Tally();
                    for (Row row : rows) {
                        var of = row.getOffsetDateTime("part").toInstant();
                        if (!of.equals(begin)) {
                            close(parts, begin, tally, total);
                            begin = of;
                            tally = new Tally();
                        }
                        add(tally, row);
                    }
                    close(parts, begin, tally, total);
                    return new Trend(endpoint, range.from(), range.to(), range.resolution(), total.figures(), parts);
                });
    }

    private static void close(ArrayList<Bucket> parts, @Nullable Instant begin, Tally tally, Tally total) {
        if (begin != null) {
            parts.add(new Bucket(begin, tally.figures()));
            total.add(tally);
        }
    }

    private static void add(Tally tally, Row row) {
        var times = new ResponseTimes();
        var exact = row.getArrayOfIntegers("response_times");
        if (exact != null) {
            for (int took : exact) {
                times.add(took);
            }
        } else {
            var slowest = row.getInteger("slowest");
            times.merge(
                    row.getArrayOfIntegers("bins"),
                    row.getArrayOfIntegers("bin_counts"),
                    slowest == null ? 0 : slowest);
        }
        tally.add(
                row.getInteger("healthy"),
                row.getInteger("degraded"),
                row.getInteger("unhealthy"),
                row.getInteger("timeout"),
                row.getInteger("rate_limited"),
                row.getInteger("excused"),
                times);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
