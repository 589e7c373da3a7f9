package dev.liverun.health.alarm;

import dev.liverun.events.jobs.OneAtATime;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Compares each endpoint with itself: an alarm while the 95th percentile of the last 15 minutes is a multiple of that of the
 * week before, given enough answers on both sides.
 */
@ApplicationScoped
class BaselineReview {

    private static final Logger LOG = Logger.getLogger(BaselineReview.class);

    /** From complete days and the hours of yesterday and today; the running hour is what is compared with it. */
    private static final String BASELINES = """
            insert into health_baselines as b (endpoint_id, p95_ms, samples)
            select endpoint_id, health_bin_middle(min(bin) filter (where reached >= 0.95 * samples)), max(samples)
              from (select endpoint_id, bin, sum(times) over (partition by endpoint_id order by bin) as reached,
                           sum(times) over (partition by endpoint_id) as samples
                      from (select r.endpoint_id, u.bin, sum(u.times) as times
                              from health_rollups r, unnest(r.bins, r.bin_counts) as u (bin, times)
                             where r.seconds = 86400 and r.bucket >= date_trunc('day', now(), 'UTC') - interval '7 days'
                             group by 1, 2) t) s
             group by endpoint_id
            on conflict (endpoint_id) do update
               set p95_ms = excluded.p95_ms, samples = excluded.samples, computed_at = now()
            """;

    private static final String COMPARE = """
            with recent as (
                select m.endpoint_id, count(*) as samples, percentile_disc(0.95) within group (order by took) as p95
                  from health_minutes m, unnest(m.response_times) as took
                 where m.bucket > now() - interval '15 minutes'
                 group by m.endpoint_id),
            compared as (
                select r.endpoint_id, r.p95, b.p95_ms, r.p95 > $1 * greatest(b.p95_ms, 1) as slower
                  from recent r join health_baselines b on b.endpoint_id = r.endpoint_id
                 where r.samples >= $2 and b.samples >= $3),
            cleared as (
                update alarms a set cleared_at = clock_timestamp()
                  from compared c
                 where a.endpoint_id = c.endpoint_id and a.cause = 'SLOWER_THAN_USUAL' and a.cleared_at is null
                   and not c.slower)
            insert into alarms as a (id, endpoint_id, cause, status, reason, message, opened_at)
            select gen_random_uuid(), c.endpoint_id, 'SLOWER_THAN_USUAL', coalesce(h.status, 'HEALTHY'), 'BASELINE',
                   'p95 of the last 15 minutes is ' || c.p95 || ' ms; of the last week it is ' || c.p95_ms || ' ms.', now()
              from compared c join endpoint_health h on h.endpoint_id = c.endpoint_id
             where c.slower
            on conflict (endpoint_id, cause) where cleared_at is null do update set message = excluded.message
            """;

    private final Pool pool;
    private final OneAtATime one;
    private final AlarmConfig config;

    BaselineReview(Pool pool, OneAtATime one, AlarmConfig config) {
        this.pool = pool;
        this.one = one;
        this.config = config;
    }

    @Scheduled(
            identity = "baselines",
            every = "1h",
            delayed = "2m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        return quietly("Baselines are measured", "baselines", this::baselines);
    }

    @Scheduled(identity = "baseline-review", every = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> review() {
        return quietly("Endpoints are compared with their baselines", "baseline-review", this::compare);
    }

    Uni<Void> baselines() {
        return pool.query(BASELINES).execute().replaceWithVoid();
    }

    Uni<Void> compare() {
        return pool.preparedQuery(COMPARE)
                .execute(Tuple.of(config.slower(), config.recentSamples(), config.baselineSamples()))
                .replaceWithVoid();
    }

    private Uni<Void> quietly(String what, String job, java.util.function.Supplier<Uni<?>> work) {
        return one.run(job, work)
                .onFailure()
                .invoke(failure -> LOG.warnf("%s later: %s", what, failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
