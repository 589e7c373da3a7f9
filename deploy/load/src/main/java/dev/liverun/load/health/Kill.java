package dev.liverun.load.health;

import static dev.liverun.load.health.HealthBenchmark.told;

import java.time.Duration;

/** One of three replicas is killed while every endpoint goes down and up: nothing is missed, nothing is told twice. */
final class Kill {

    private static final int ENDPOINTS = 2_000;
    private static final int INTERVAL = 10;
    private static final int LEASE = 6;

    private Kill() {}

    static boolean run() throws Exception {
        try (var target = new LoopbackTarget();
                var world = new HealthWorld(true)) {
            world.migrate();
            world.register(target, ENDPOINTS, INTERVAL, "now()");
            var one = world.replica("-Xmx256m");
            world.replica("-Xmx256m");
            world.replica("-Xmx256m");
            HealthWorld.pause(Duration.ofSeconds(2 * INTERVAL));
            target.remember();
            target.answers(503);
            HealthWorld.pause(Duration.ofSeconds(INTERVAL / 2));
            one.watched().kill();
            long killed = System.nanoTime();
            HealthWorld.pause(Duration.ofSeconds(LEASE + INTERVAL));
            target.answers(200);
            HealthWorld.pause(Duration.ofSeconds(2L * INTERVAL));
            double longest = target.arrivals().nextAfter(killed, ENDPOINTS)[ENDPOINTS - 1] / 1000;
            long transitions = world.number("select count(*) from health_transitions");
            long broken = world.number("""
                    select count(*) from (
                        select from_status, lag(to_status) over (partition by endpoint_id order by sequence) as before
                          from health_transitions) t
                     where from_status is distinct from before""");
            long published = HealthChanges.inKafka(world.brokers());
            return told(
                            longest <= LEASE + INTERVAL,
                            "one of three killed: the last endpoint was checked %.1f s later (bound: lease %d s + interval"
                                    + " %d s)",
                            longest,
                            LEASE,
                            INTERVAL)
                    & told(
                            transitions == 3L * ENDPOINTS && broken == 0,
                            "%,d endpoints came, went down and up: %,d transitions, %d out of order (wanted %,d and 0)",
                            ENDPOINTS,
                            transitions,
                            broken,
                            3 * ENDPOINTS)
                    & told(
                            published == transitions,
                            "%,d different HealthChanged on Kafka; no sequence stands for two",
                            published);
        }
    }
}
