package dev.liverun.health.rollup;

import dev.liverun.events.jobs.Batches;
import dev.liverun.events.jobs.OneAtATime;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Makes hours of minutes and days of hours once they are over, again when a check comes late, and removes minutes and hours
 * that are old enough.
 */
@ApplicationScoped
class RollupJob {

    private static final Logger LOG = Logger.getLogger(RollupJob.class);
    private static final int BATCH = 200;
    private static final Duration SHORTEST_MINUTES = Duration.ofHours(6);

    private static final String PENDING = """
            update health_minutes m set pending = false
              from (select endpoint_id, date_trunc('hour', bucket, 'UTC') as hour
                      from health_minutes
                     where pending and bucket < date_trunc('hour', now() - interval '2 minutes', 'UTC')
                     group by 1, 2 order by 1, 2 limit $1) h
             where m.pending and m.endpoint_id = h.endpoint_id
               and m.bucket >= h.hour and m.bucket < h.hour + interval '1 hour'
            returning m.endpoint_id, h.hour
            """;

    /** A statement of its own after PENDING: it sees every check that was counted before the marks were taken off. */
    private static final String HOURS = """
            insert into health_rollups (endpoint_id, seconds, bucket, healthy, degraded, unhealthy, timeout, rate_limited,
                                        excused, slowest, bins, bin_counts)
            select w.endpoint_id, 3600, w.bucket, s.healthy, s.degraded, s.unhealthy, s.timeout, s.rate_limited,
                   s.excused, t.slowest, coalesce(t.bins, '{}'), coalesce(t.counts, '{}')
              from unnest($1::uuid[], $2::timestamptz[]) as w (endpoint_id, bucket)
             cross join lateral (
                   select sum(healthy) as healthy, sum(degraded) as degraded, sum(unhealthy) as unhealthy,
                          sum(timeout) as timeout, sum(rate_limited) as rate_limited, sum(excused) as excused
                     from health_minutes m
                    where m.endpoint_id = w.endpoint_id
                      and m.bucket >= w.bucket and m.bucket < w.bucket + interval '1 hour') s
             cross join lateral (
                   select max(slowest) as slowest, array_agg(bin order by bin) as bins,
                          array_agg(times order by bin) as counts
                     from (select health_bin(took) as bin, count(*)::integer as times, max(took) as slowest
                             from health_minutes m, unnest(m.response_times) as took
                            where m.endpoint_id = w.endpoint_id
                              and m.bucket >= w.bucket and m.bucket < w.bucket + interval '1 hour'
                            group by 1) b) t
            on conflict (endpoint_id, seconds, bucket) do update
               set healthy = excluded.healthy, degraded = excluded.degraded, unhealthy = excluded.unhealthy,
                   timeout = excluded.timeout, rate_limited = excluded.rate_limited,
                   excused = excluded.excused, slowest = excluded.slowest, bins = excluded.bins,
                   bin_counts = excluded.bin_counts
            """;

    private static final String DAYS = """
            insert into health_rollups (endpoint_id, seconds, bucket, healthy, degraded, unhealthy, timeout, rate_limited,
                                        excused, slowest, bins, bin_counts)
            select w.endpoint_id, 86400, w.bucket, s.healthy, s.degraded, s.unhealthy, s.timeout, s.rate_limited,
                   s.excused, s.slowest, coalesce(t.bins, '{}'), coalesce(t.counts, '{}')
              from (select distinct endpoint_id, date_trunc('day', hour, 'UTC') as bucket
                      from unnest($1::uuid[], $2::timestamptz[]) as h (endpoint_id, hour)) w
             cross join lateral (
                   select sum(healthy) as healthy, sum(degraded) as degraded, sum(unhealthy) as unhealthy,
                          sum(timeout) as timeout, sum(rate_limited) as rate_limited, sum(excused) as excused,
                          max(slowest) as slowest
                     from health_rollups r
                    where r.endpoint_id = w.endpoint_id and r.seconds = 3600
                      and r.bucket >= w.bucket and r.bucket < w.bucket + interval '1 day') s
             cross join lateral (
                   select array_agg(bin order by bin) as bins, array_agg(times order by bin) as counts
                     from (select bin, sum(count)::integer as times
                             from health_rollups r, unnest(r.bins, r.bin_counts) as u (bin, count)
                            where r.endpoint_id = w.endpoint_id and r.seconds = 3600
                              and r.bucket >= w.bucket and r.bucket < w.bucket + interval '1 day'
                            group by bin) b) t
            on conflict (endpoint_id, seconds, bucket) do update
               set healthy = excluded.healthy, degraded = excluded.degraded, unhealthy = excluded.unhealthy,
                   timeout = excluded.timeout, rate_limited = excluded.rate_limited,
                   excused = excluded.excused, slowest = excluded.slowest, bins = excluded.bins,
                   bin_counts = excluded.bin_counts
            """;

    private static final String FORGET_MINUTES = """
            delete from health_minutes m using endpoint_health h
             where m.endpoint_id = h.endpoint_id and not m.pending
               and m.bucket < date_trunc('hour', now(), 'UTC') - $1 * interval '1 second'
            """;
    private static final String FORGET_HOURS = """
            delete from health_rollups r using endpoint_health h
             where r.endpoint_id = h.endpoint_id and r.seconds = 3600
               and r.bucket < date_trunc('day', now(), 'UTC') - $1 * interval '1 second'
            """;

    private record Hour(UUID endpoint, OffsetDateTime begin) {}

    private final Pool pool;
    private final OneAtATime one;
    private final RollupConfig config;

    RollupJob(Pool pool, OneAtATime one, RollupConfig config) {
        this.pool = pool;
        this.one = one;
        this.config = config;
    }

    @Scheduled(
            identity = "health-rollups",
            every = "${liverun.health.rollup.every:20s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return one.run("health-rollups", this::rollUp)
                .onFailure()
                .invoke(failure -> LOG.warnf("Rollups are made later: %s", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    @Scheduled(
            identity = "health-rollups-forgotten",
            every = "1h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return one.run("health-rollups-forgotten", this::forgetOld)
                .onFailure()
                .invoke(failure -> LOG.warnf("Old rollups are removed later: %s", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    Uni<Long> rollUp() {
        return Batches.until(BATCH, () -> pool.withTransaction(RollupJob::batch));
    }

    Uni<Void> forgetOld() {
        var minutes = config.minutes().compareTo(SHORTEST_MINUTES) < 0 ? SHORTEST_MINUTES : config.minutes();
        return pool.preparedQuery(FORGET_MINUTES)
                .execute(Tuple.of(minutes.toSeconds()))
                .chain(() -> pool.preparedQuery(FORGET_HOURS)
                        .execute(Tuple.of(config.hours().toSeconds())))
                .replaceWithVoid();
    }

    private static Uni<Integer> batch(SqlConnection connection) {
        return connection
                .preparedQuery(PENDING)
                .execute(Tuple.of(BATCH))
                .map(RollupJob::hours)
                .call(hours -> {
                    if (hours.isEmpty()) {
                        return Uni.createFrom().voidItem();
                    }
                    var those = Tuple.of(
                            hours.stream().map(Hour::endpoint).toArray(UUID[]::new),
                            hours.stream().map(Hour::begin).toArray(OffsetDateTime[]::new));
                    return connection.preparedQuery(HOURS).execute(those).chain(() -> connection
                            .preparedQuery(DAYS)
                            .execute(those));
                })
                .map(LinkedHashSet::size);
    }

    private static LinkedHashSet<Hour> hours(RowSet<Row> rows) {
        var hours = new LinkedHashSet<Hour>();
        for (Row row : rows) {
            hours.add(new Hour(row.getUUID("endpoint_id"), row.getOffsetDateTime("hour")));
        }
        return hours;
    }
}
