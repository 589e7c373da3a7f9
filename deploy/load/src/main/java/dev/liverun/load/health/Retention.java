package dev.liverun.load.health;

import static dev.liverun.load.health.HealthBenchmark.told;

import java.time.Duration;

/** A thousand checks a second, made by the service itself, on endpoints that are full: as many leave the table as come. */
final class Retention {

    private static final int ENDPOINTS = 1_000;
    private static final int KEEP = 1_000;
    private static final int SURPLUS = 200;
    private static final Duration MEASURED = Duration.ofSeconds(60);
    /** How many more an endpoint may have than it is archived at: what comes between two rounds of archiving. */
    private static final int SLACK = 60;

    private Retention() {}

    static boolean run() throws Exception {
        try (var target = new LoopbackTarget();
                var world = new HealthWorld(true)) {
            world.migrate();
            world.register(target, ENDPOINTS, 1, "now()");
            // Full, each by another amount, as they are when they have been checked for long.
            world.executeUnchecked("""
                    insert into integration_health_status (id, endpoint_id, status, response_time_ms, status_code, checked_at,
                                                           metadata)
                    select gen_random_uuid(), e, 'HEALTHY', 20, 200, now() - c * interval '1 second', '{"reason": "OK"}'
                      from generate_series(0, %d) n, lateral (select %s as e) i, generate_series(1, %d + n %% %d) c
                    """.formatted(ENDPOINTS - 1, HealthWorld.id("n"), KEEP, SURPLUS));
            world.execute("""
                    update endpoint_health h set stored = c.stored
                      from (select endpoint_id, count(*) as stored from integration_health_status group by 1) c
                     where c.endpoint_id = h.endpoint_id""");
            world.execute("analyze");
            var replica = world.replica();
            HealthWorld.pause(Duration.ofSeconds(15));
            long checks = made(world);
            long archived = archived(world);
            double cpu = replica.watched().cpuSeconds();
            long begun = System.nanoTime();
            HealthWorld.pause(MEASURED);
            double seconds = (System.nanoTime() - begun) / 1e9;
            double came = (made(world) - checks) / seconds;
            double went = (archived(world) - archived) / seconds;
            long most = world.number("select max(stored) from endpoint_health");
            System.out.printf(
                    "health-monitor: %,.0f checks a second came, %,.0f a second were archived; %.0f %% of a core, %d MB%n",
                    came,
                    went,
                    (replica.watched().cpuSeconds() - cpu) / seconds * 100,
                    replica.watched().residentMegabytes());
            replica.watched().end();
            return told(came >= 950, "1,000 checks a second are made")
                    & told(went >= 0.9 * came, "as many are archived as come (0.9 at least)")
                    & told(
                            most <= KEEP + SURPLUS + SLACK,
                            "the fullest endpoint has %,d checks in the table (bound %,d)",
                            most,
                            KEEP + SURPLUS + SLACK)
                    & told(
                            counted(world) == world.number("select sum(stored) from endpoint_health"),
                            "what is counted is what is there");
        }
    }

    private static long counted(HealthWorld world) {
        return world.number("select count(*) from integration_health_status");
    }

    /** All checks that ever were. */
    private static long made(HealthWorld world) {
        return counted(world) + archived(world);
    }

    private static long archived(HealthWorld world) {
        return world.number("select coalesce(sum(checks), 0) from health_archive");
    }
}
