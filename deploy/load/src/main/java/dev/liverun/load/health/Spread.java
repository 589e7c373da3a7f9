package dev.liverun.load.health;

import static dev.liverun.load.health.HealthBenchmark.told;

import dev.liverun.load.world.Replica;
import dev.liverun.load.world.Watched;
import dev.liverun.load.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** Ten thousand endpoints, each every 30 seconds, on one replica: on time, even, on the board; after a restart; and the peers. */
final class Spread {

    private static final int ENDPOINTS = 10_000;
    private static final int INTERVAL = 30;
    private static final double EVEN = ENDPOINTS / (INTERVAL * 10.0);
    private static final Duration MEASURED = Duration.ofSeconds(62);

    private record Used(double cpu, long at) {}

    private Spread() {}

    static boolean run() throws Exception {
        try (var target = new LoopbackTarget();
                var world = new HealthWorld(true)) {
            var replica = settled(world, target);
            return steady(world, replica, target) & board(world, replica);
        }
    }

    static boolean restart() throws Exception {
        try (var target = new LoopbackTarget();
                var world = new HealthWorld(true)) {
            return restart(world, settled(world, target), target);
        }
    }

    /** Each endpoint has been checked at its own time, after the crowd of the beginning. */
    private static Replica settled(HealthWorld world, LoopbackTarget target) throws IOException {
        world.migrate();
        world.register(target, ENDPOINTS, INTERVAL, "now()");
        var replica = world.replica();
        HealthWorld.pause(Duration.ofSeconds(INTERVAL + 6));
        return replica;
    }

    private static boolean steady(HealthWorld world, Replica replica, LoopbackTarget target) {
        long before = checks(world);
        double database = world.databaseCpu();
        var used = used(replica.watched());
        target.remember();
        HealthWorld.pause(MEASURED);
        var arrivals = target.arrivals();
        double share = share(replica.watched(), used);
        double seconds = seconds(used);
        System.out.printf(
                "health-monitor: %,d checks in %.0f s, all stored and published; %.0f %% of a core, %d MB resident;"
                        + " PostgreSQL %.0f %% of a core%n",
                checks(world) - before,
                seconds,
                share * 100,
                replica.watched().residentMegabytes(),
                (world.databaseCpu() - database) / seconds * 100);
        return figures(arrivals);
    }

    /** Prints them, and whether they keep to the bounds. */
    private static boolean figures(Arrivals arrivals) {
        var gaps = arrivals.gaps();
        double p95 = Arrivals.percentile(gaps, 0.95);
        int fullest = arrivals.fullestWindow();
        System.out.printf(
                "  gap between starts, s: p5 %.3f p50 %.3f p95 %.3f max %.3f%n",
                Arrivals.percentile(gaps, 0.05) / 1000,
                Arrivals.percentile(gaps, 0.5) / 1000,
                p95 / 1000,
                gaps[gaps.length - 1] / 1000);
        return told(p95 <= INTERVAL * 1005.0, "gap p95 within 0.5 %% of the interval")
                & told(
                        fullest <= 3 * EVEN,
                        "fullest 100 ms: %d checks, even: %.0f; at most three times",
                        fullest,
                        EVEN);
    }

    private static boolean board(HealthWorld world, Replica replica) {
        for (int i = 0; i < 100; i++) {
            world.timed(replica, "/health-board?limit=10000");
            world.timed(replica, "/health-board");
        }
        double whole = p95(world, replica, "/health-board?limit=10000");
        double first = p95(world, replica, "/health-board");
        return told(
                        whole < 50,
                        "board of %,d endpoints while they are checked, p95: %.1f ms (bound 50)",
                        ENDPOINTS,
                        whole)
                & told(first < 20, "its first page of 1,000, p95: %.1f ms (bound 20)", first);
    }

    private static double p95(HealthWorld world, Replica replica, String path) {
        var took = new double[200];
        for (int i = 0; i < took.length; i++) {
            took[i] = world.timed(replica, path);
        }
        Arrays.sort(took);
        return Arrivals.percentile(took, 0.95);
    }

    private static boolean restart(HealthWorld world, Replica old, LoopbackTarget target) throws Exception {
        old.watched().kill();
        target.remember();
        long begun = System.nanoTime();
        world.replica();
        long ready = System.nanoTime();
        World.eventually(() -> target.arrivals().allSeenAt(ENDPOINTS) > 0, "all are checked after a restart");
        double all = (target.arrivals().allSeenAt(ENDPOINTS) - ready) / 1e9;
        return told(
                all <= INTERVAL,
                "killed, and started in %.1f s: all checked %.1f s after it was ready (bound: one interval)",
                (ready - begun) / 1e9,
                all);
    }

    /** The same of the peers; nothing of it is ours to hold. */
    static boolean peers(Path programs) throws Exception {
        try (var target = new LoopbackTarget();
                var blackbox = new Blackbox(programs)) {
            blackbox.scrape(target, ENDPOINTS, INTERVAL);
            HealthWorld.pause(Duration.ofSeconds(5));
            var exporter = used(blackbox.exporter());
            var prometheus = used(blackbox.prometheus());
            target.remember();
            HealthWorld.pause(MEASURED);
            var arrivals = target.arrivals();
            System.out.printf(
                    "blackbox_exporter: %,d probes; %.0f %% of a core, %d MB; Prometheus: %.0f %% of a core, %d MB%n",
                    arrivals.who().length,
                    share(blackbox.exporter(), exporter) * 100,
                    blackbox.exporter().residentMegabytes(),
                    share(blackbox.prometheus(), prometheus) * 100,
                    blackbox.prometheus().residentMegabytes());
            figures(arrivals);
            return true;
        }
    }

    private static long checks(HealthWorld world) {
        return world.number("select count(*) from integration_health_status");
    }

    private static Used used(Watched process) {
        return new Used(process.cpuSeconds(), System.nanoTime());
    }

    private static double share(Watched process, Used since) {
        return (process.cpuSeconds() - since.cpu()) / seconds(since);
    }

    private static double seconds(Used since) {
        return (System.nanoTime() - since.at()) / 1e9;
    }
}
