package dev.liverun.load.health;

import static dev.liverun.load.health.HealthBenchmark.told;

import dev.liverun.load.world.Replica;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What history and trends cost with a hundred thousand stored checks, and with ten million: each endpoint has its thousand. */
final class History {

    private static final int EACH = 1_000;
    private static final int FEW = 100;
    private static final int MANY = 10_000;
    private static final int QUESTIONS = 300;
    private static final int WRITERS = 2;

    private static final List<Function<UUID, String>> KINDS = List.of(
            id -> "/integrations/" + id + "/health/history",
            id -> "/integrations/" + id + "/health/history?status=UNHEALTHY",
            id -> "/integrations/" + id + "/health/trend?bucket=PT1H",
            id -> "/integrations/" + id + "/health/trend?bucket=P1D");

    private History() {}

    static boolean run() throws Exception {
        try (var target = new LoopbackTarget();
                var world = new HealthWorld(false)) {
            world.migrate();
            world.register(target, MANY, 3600, "now() + interval '1 day'");
            fill(world, 0, FEW);
            var replica = world.replica("-Dliverun.health.enabled=false");
            ask(world, replica, FEW);
            var few = ask(world, replica, FEW);
            long begun = System.nanoTime();
            fill(world, FEW, MANY);
            System.out.printf(
                    "%,d checks are stored (laid down in %.0f s)%n",
                    world.number("select sum(stored) from endpoint_health"), (System.nanoTime() - begun) / 1e9);
            ask(world, replica, MANY);
            var many = ask(world, replica, MANY);
            boolean held = true;
            for (int kind = 0; kind < KINDS.size(); kind++) {
                double before = Arrivals.percentile(few.get(kind), 0.95);
                double after = Arrivals.percentile(many.get(kind), 0.95);
                var what = KINDS.get(kind).apply(new UUID(0, 0)).replaceAll(".*health/", "…/health/");
                held &= told(
                        after < 1.5 * before,
                        "%s p95: %.1f ms with 10^5 stored checks, %.1f ms with 10^7 (bound 1.5 times)",
                        what,
                        before,
                        after);
            }
            return held;
        }
    }

    /** Sorted times of each kind of question, about endpoints at random. */
    private static List<double[]> ask(HealthWorld world, Replica replica, int endpoints) throws SQLException {
        var ids = ids(world, endpoints);
        var random = new java.util.Random(7);
        var times = new ArrayList<double[]>();
        for (int kind = 0; kind < KINDS.size(); kind++) {
            times.add(new double[QUESTIONS]);
        }
        for (int i = 0; i < QUESTIONS; i++) {
            for (int kind = 0; kind < KINDS.size(); kind++) {
                times.get(kind)[i] = world.timed(replica, KINDS.get(kind).apply(ids.get(random.nextInt(ids.size()))));
            }
        }
        times.forEach(Arrays::sort);
        return times;
    }

    private static List<UUID> ids(HealthWorld world, int endpoints) throws SQLException {
        var ids = new ArrayList<UUID>();
        try (var connection = world.connection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select " + HealthWorld.id("n") + " from generate_series(0, " + (endpoints - 1) + ") n")) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        return ids;
    }

    /** A check every ten minutes for a week, with the minutes, hours and days that the service would have made of them. */
    private static void fill(HealthWorld world, int from, int to) {
        var writers = new ArrayList<CompletableFuture<Void>>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int part = (to - from + WRITERS - 1) / WRITERS;
            int begin = from + writer * part;
            int end = Math.min(to, begin + part);
            writers.add(CompletableFuture.runAsync(() -> {
                for (int at = begin; at < end; at += 500) {
                    fillSome(world, at, Math.min(end, at + 500));
                }
            }));
        }
        writers.forEach(CompletableFuture::join);
        world.execute("analyze integration_health_status, health_minutes, health_rollups, endpoint_health");
    }

    private static void fillSome(HealthWorld world, int from, int to) {
        var endpoints = "generate_series(" + from + ", " + (to - 1) + ") n, lateral (select " + HealthWorld.id("n")
                + " as e) i";
        world.executeUnchecked("""
                insert into integration_health_status (id, endpoint_id, status, response_time_ms, status_code, checked_at,
                                                       metadata)
                select gen_random_uuid(), e, case when c %% 50 = 0 then 'UNHEALTHY' else 'HEALTHY' end, 20 + c %% 40, 200,
                       now() - c * interval '10 minutes',
                       '{"reason": "OK", "attempts": 1, "timings_us": {"total": 20411, "first_byte": 20125}}'
                  from %s, generate_series(1, %d) c
                """.formatted(endpoints, EACH));
        world.executeUnchecked("""
                insert into health_minutes (endpoint_id, bucket, healthy, degraded, unhealthy, timeout, rate_limited,
                                            excused, response_times, pending)
                select e, date_trunc('minute', now()) - c * interval '10 minutes', 1, 0, 0, 0, 0, 0, array[20 + c %% 40], false
                  from %s, generate_series(1, 156) c
                """.formatted(endpoints));
        for (var unit : List.of("hour", "day")) {
            world.executeUnchecked(
                    """
                    insert into health_rollups (endpoint_id, seconds, bucket, healthy, degraded, unhealthy, timeout,
                                                rate_limited, excused, slowest, bins, bin_counts)
                    select e, %2$d, date_trunc('%3$s', now(), 'UTC') - c * interval '1 %3$s', 6, 0, 0, 0, 0, 0, 59,
                           array[20, 30, 40, 50], array[2, 1, 1, 2]
                      from %1$s, generate_series(1, %4$d) c
                    """.formatted(endpoints, unit.equals("hour") ? 3600 : 86_400, unit, unit.equals("hour") ? 168 : 7));
        }
        world.execute("update endpoint_health set stored = " + EACH + " where endpoint_id in (select e from "
                + endpoints + ")");
    }
}
