package dev.liverun.load.health;

import static dev.liverun.load.health.HealthBenchmark.told;

import dev.liverun.load.world.Replica;
import dev.liverun.load.world.World;
import java.nio.file.Path;

/** As many checks as fit into a core-second, each stored and published, beside blackbox_exporter, which keeps nothing. */
final class Burst {

    private static final int ENDPOINTS = 3_000;
    private static final int ROUNDS = 10;
    private static final int PROBES = 10_000;

    private Burst() {}

    static boolean run(Path peers) throws Exception {
        try (var target = new LoopbackTarget()) {
            double kept;
            double fresh;
            try (var world = new HealthWorld(true)) {
                world.migrate();
                // Rarely due by themselves: each round makes all of them due.
                world.register(target, ENDPOINTS, 86_400, "now() + interval '1 hour'");
                var replica = world.replica();
                rounds(world, replica, ROUNDS);
                kept = measured("kept connections", world, replica);
                target.closing(true);
                rounds(world, replica, 2);
                fresh = measured("fresh connections", world, replica);
                target.closing(false);
            }
            double peer = blackbox(peers, target);
            return told(kept >= 4 * peer, "with kept connections %.1f times blackbox_exporter (bound 4)", kept / peer)
                    & told(fresh >= 1.5 * peer, "with fresh connections %.1f times (bound 1.5)", fresh / peer);
        }
    }

    private static double measured(String what, HealthWorld world, Replica replica) {
        long before = stored(world);
        double database = world.databaseCpu();
        double cpu = replica.watched().cpuSeconds();
        long begun = System.nanoTime();
        rounds(world, replica, ROUNDS);
        double used = replica.watched().cpuSeconds() - cpu;
        double seconds = (System.nanoTime() - begun) / 1e9;
        long checks = stored(world) - before;
        System.out.printf(
                "health-monitor, %s: %,d checks in %.1f s, %.1f CPU seconds: %,.0f per core-second (PostgreSQL besides:"
                        + " %.1f CPU seconds)%n",
                what, checks, seconds, used, checks / used, world.databaseCpu() - database);
        return checks / used;
    }

    /** Makes all endpoints due, and waits until their checks are stored and published; as often as said. */
    private static void rounds(HealthWorld world, Replica replica, int rounds) {
        for (int round = 0; round < rounds; round++) {
            long expected = stored(world) + ENDPOINTS;
            world.execute("update check_schedule set next_due_at = now()");
            World.eventually(() -> stored(world) >= expected, "a round of checks is stored");
            World.eventually(() -> world.number("select count(*) from outbox") == 0, "a round of checks is published");
        }
    }

    private static long stored(HealthWorld world) {
        return world.number("select sum(stored) from endpoint_health");
    }

    private static double blackbox(Path peers, LoopbackTarget target) throws Exception {
        try (var blackbox = new Blackbox(peers)) {
            blackbox.burst(target, PROBES / 5, ENDPOINTS);
            double used = blackbox.burst(target, PROBES, ENDPOINTS);
            System.out.printf(
                    "blackbox_exporter: %,d probes, %.1f CPU seconds: %,.0f per core-second%n",
                    PROBES, used, PROBES / used);
            return PROBES / used;
        }
    }
}
