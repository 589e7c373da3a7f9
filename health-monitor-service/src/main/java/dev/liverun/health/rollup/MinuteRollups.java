package dev.liverun.health.rollup;

import dev.liverun.events.contract.HealthStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts checks in the transaction that stores them, so that rollups neither miss nor repeat one. */
public final class MinuteRollups {

    /**
     * A check as far as counting is concerned.
     *
     * @param excused whether it counts towards nothing ({@link dev.liverun.events.contract.HealthChecked#isExcused})
     */
    public record Counted(
            UUID endpointId,
            Instant checkedAt,
            HealthStatus status,
            boolean rateLimited,
            boolean excused,
            @Nullable Integer responseTimeMs) {}

    /** In the order of ids, in which everybody takes rows of several endpoints. */
    private static final String ADD = """
            insert into health_minutes as m (endpoint_id, bucket, healthy, degraded, unhealthy, timeout, rate_limited,
                                             excused, response_times)
            select endpoint_id, date_trunc('minute', checked_at) as bucket,
                   count(*) filter (where status = 'HEALTHY' and not excused),
                   count(*) filter (where status = 'DEGRADED' and not excused),
                   count(*) filter (where status = 'UNHEALTHY' and not excused),
                   count(*) filter (where status = 'TIMEOUT' and not excused),
                   count(*) filter (where rate_limited and not excused),
                   count(*) filter (where excused),
                   coalesce(array_agg(response_time_ms) filter (where response_time_ms is not null and not excused),
                            '{}')
              from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::boolean[], $5::boolean[], $6::integer[])
                as c (endpoint_id, checked_at, status, rate_limited, excused, response_time_ms)
             group by endpoint_id, bucket
             order by endpoint_id, bucket
            on conflict (endpoint_id, bucket) do update
               set healthy = m.healthy + excluded.healthy, degraded = m.degraded + excluded.degraded,
                   unhealthy = m.unhealthy + excluded.unhealthy, timeout = m.timeout + excluded.timeout,
                   rate_limited = m.rate_limited + excluded.rate_limited,
                   excused = m.excused + excluded.excused,
                   response_times = m.response_times || excluded.response_times, pending = true
            """;

    private MinuteRollups() {}

    public static Uni<Void> add(SqlConnection connection, List<Counted> checks) {
        int size = checks.size();
        if (size == 0) {
            return Uni.createFrom().voidItem();
        }
        var endpoints = new UUID[size];
        var times = new OffsetDateTime[size];
        var statuses = new String[size];
        var limited = new Boolean[size];
        var excused = new Boolean[size];
        var took = new Integer[size];
        for (int i = 0; i < size; i++) {
            var check = checks.get(i);
            endpoints[i] = check.endpointId();
            times[i] = check.checkedAt().atOffset(ZoneOffset.UTC);
            statuses[i] = check.status().name();
            limited[i] = check.rateLimited();
            excused[i] = check.excused();
            took[i] = check.responseTimeMs();
        }
        return connection
                .preparedQuery(ADD)
                .execute(Tuple.of(endpoints, times, statuses, limited, excused, took))
                .replaceWithVoid();
    }
}
