package dev.liverun.health.sla;

import dev.liverun.health.sla.SlaReport.Line;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Adds up a month: its complete days, the hours after them, and the minutes of what is recent. */
@ApplicationScoped
class SlaQueries {

    private static final String MONTH = """
            with edge as (
                select date_trunc('hour', now(), 'UTC') - interval '2 hours' as hours_end,
                       date_trunc('day', date_trunc('hour', now(), 'UTC') - interval '2 hours', 'UTC') as days_end),
            counts as (
                select endpoint_id, healthy, degraded, unhealthy, timeout, rate_limited, excused
                  from health_rollups r, edge
                 where r.seconds = 86400 and r.bucket >= $1 and r.bucket < least($2, edge.days_end)
                union all
                select endpoint_id, healthy, degraded, unhealthy, timeout, rate_limited, excused
                  from health_rollups r, edge
                 where r.seconds = 3600 and r.bucket >= greatest($1, edge.days_end)
                   and r.bucket < least($2, edge.hours_end)
                union all
                select endpoint_id, healthy, degraded, unhealthy, timeout, rate_limited, excused
                  from health_minutes m, edge
                 where m.bucket >= greatest($1, edge.hours_end) and m.bucket < $2)
            select e.id, e.name, s.*,
                   (select count(*) from health_transitions t
                     where t.endpoint_id = e.id and t.at >= $1 and t.at < $2 and not t.excused and t.to_status in ('UNHEALTHY', 'TIMEOUT')
                       and coalesce(t.from_status, 'HEALTHY') not in ('UNHEALTHY', 'TIMEOUT')) as outages
              from (select endpoint_id, sum(healthy + degraded) as up, sum(unhealthy + timeout) as failed,
                           sum(rate_limited) as rate_limited, sum(excused) as excused
                      from counts group by endpoint_id) s
              join integration_endpoints e on e.id = s.endpoint_id
             order by lower(e.name), e.id
            """;

    private final Pool pool;

    SlaQueries(Pool pool) {
        this.pool = pool;
    }

    Uni<SlaReport> month(YearMonth month, @Nullable Double objective) {
        var from = month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
        var to = month.plusMonths(1).atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(MONTH)
                .execute(Tuple.of(from, to))
                .map(rows -> report(
                        month,
                        from.toInstant(),
                        to.toInstant(),
                        objective,
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(row -> line(row, objective))
                                .toList()));
    }

    private static SlaReport report(
            YearMonth month, Instant from, Instant to, @Nullable Double objective, List<Line> lines) {
        return new SlaReport(month.toString(), from, to, objective, lines);
    }

    private static Line line(Row row, @Nullable Double objective) {
        long limited = row.getLong("rate_limited");
        long failed = row.getLong("failed");
        // What was throttled is DEGRADED, and outside uptime.
        long up = row.getLong("up") - limited;
        Double uptime = up + failed == 0 ? null : Math.round(up * 1_000_000.0 / (up + failed)) / 10_000.0;
        return new Line(
                row.getUUID("id"),
                row.getString("name"),
                up + failed + limited + row.getLong("excused"),
                failed,
                limited,
                row.getLong("excused"),
                uptime,
                row.getLong("outages"),
                objective == null || uptime == null ? null : uptime >= objective);
    }
}
