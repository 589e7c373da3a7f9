package dev.liverun.session.trends;

import dev.liverun.session.health.Rate;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads how sessions came out, by when they ended; from what was counted, not from results. */
@ApplicationScoped
class Trends {

    // What fails the product is as in ResultCount.
    private static final String BUCKETS = """
            with ended as (
                select id, date_trunc($3, ended_at at time zone 'UTC') as bucket, verdict from test_sessions
                 where ended_at >= $1 and ended_at < $2 and ($4::text is null or tester_id = $4)
                   and ($5::text is null or exists (
                       select from session_health health where health.session_id = id and health.endpoint_name = $5)
                       or exists (select from session_outcomes test where test.session_id = id
                           and test.endpoint_name = $5))),
            results as (
                select session_id, sum(count) filter (where status = 'PASSED') as passed,
                       sum(count) filter (where status <> 'SKIPPED') as ran,
                       sum(count) filter (where
                           (status = 'FAILED' and failure_class in ('', 'PRODUCT', 'CONTRACT_DRIFT'))
                           or (status = 'ERROR' and failure_class in ('PRODUCT', 'CONTRACT_DRIFT'))) as failed
                  from session_result_counts
                 where session_id in (select id from ended) and ($5::text is null or endpoint_name = $5)
                 group by session_id),
            outages as (
                select session_id, count(*) as outages from timeline_entries
                 where session_id in (select id from ended) and kind = 'health'
                   and data ->> 'to' in ('UNHEALTHY', 'TIMEOUT')
                   and coalesce(data ->> 'from', '') not in ('UNHEALTHY', 'TIMEOUT')
                   and ($5::text is null or data ->> 'endpoint_name' = $5)
                 group by session_id),
            resolved as (
                select session_id, count(*) as resolved,
                       sum(extract(epoch from resolved_at - reported_at)) as seconds
                  from session_feedback feedback
                 where session_id in (select id from ended) and resolved_at is not null and not withdrawn
                   and ($5::text is null
                       or exists (select from session_results test where test.id = feedback.result_id
                           and test.endpoint_name = $5)
                       or exists (select from endpoints endpoint where endpoint.id = feedback.endpoint_id
                           and endpoint.name = $5))
                 group by session_id)
            select bucket, count(*) as sessions,
                   count(*) filter (where verdict = 'READY') as ready,
                   count(*) filter (where verdict = 'NOT_READY') as not_ready,
                   count(*) filter (where verdict = 'INCONCLUSIVE') as inconclusive,
                   coalesce(sum(passed), 0)::bigint as passed, coalesce(sum(ran), 0)::bigint as ran,
                   coalesce(sum(failed), 0)::bigint as failed, coalesce(sum(outages), 0)::bigint as outages,
                   coalesce(sum(resolved), 0)::bigint as resolved,
                   (sum(seconds) / nullif(sum(resolved), 0))::bigint as mean_seconds
              from ended
              left join results on results.session_id = id
              left join outages on outages.session_id = id
              left join resolved on resolved.session_id = id
             group by bucket order by bucket
            """;

    private final Pool pool;

    Trends(Pool pool) {
        this.pool = pool;
    }

    Uni<List<TrendPoint>> read(TrendFilter filter) {
        var parameters = Tuple.tuple()
                .addValue(filter.from().atOffset(ZoneOffset.UTC))
                .addValue(filter.to().atOffset(ZoneOffset.UTC))
                .addValue(filter.bucket())
                .addValue(filter.testerId())
                .addValue(filter.integration());
        return pool.preparedQuery(BUCKETS).execute(parameters).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(Trends::point)
                .toList());
    }

    private static TrendPoint point(Row row) {
        long passed = row.getLong("passed");
        return new TrendPoint(
                row.getLocalDateTime("bucket").toInstant(ZoneOffset.UTC),
                row.getLong("sessions"),
                row.getLong("ready"),
                row.getLong("not_ready"),
                row.getLong("inconclusive"),
                row.getLong("ran"),
                Rate.of(passed, row.getLong("ran")),
                Rate.of(passed, passed + row.getLong("failed")),
                row.getLong("outages"),
                row.getLong("resolved"),
                row.getLong("mean_seconds"));
    }
}
