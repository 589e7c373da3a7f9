package dev.liverun.load.runner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.load.world.Replica;
import dev.liverun.load.world.World;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * {@code deploy/load/runner}: how many steps with two assertions each a core-second of test-runner-service does, its
 * results stored in a durable PostgreSQL and published on Kafka, beside Newman and Karate on the same target with the same
 * requests; whether its memory stays flat; and what starting a single test through the API costs.
 */
public final class RunnerBenchmark {

    /** Of a test, and tests of a measurement. */
    private static final int STEPS = 100;

    private static final int TESTS = 200;
    private static final int MANY = 100_000;
    /** MB. */
    private static final int HEAP = 192;

    private static final int PEER_STEPS = 500;
    private static final int SINGLES = 500;

    private RunnerBenchmark() {}

    /** @param arguments the directory of the peers, and which of speed, memory and single is wanted; all unless said */
    public static void main(String[] arguments) {
        Path peers = Path.of(arguments[0]);
        List<String> parts = arguments.length > 1
                ? List.of(arguments).subList(1, arguments.length)
                : List.of("speed", "memory", "single");
        boolean held = true;
        try (var world = new RunnerWorld();
                var target = new CountingTarget()) {
            target.forget();
            for (String part : parts) {
                held &= switch (part) {
                    case "speed" -> speed(world, target, peers);
                    case "memory" -> memory(world, target);
                    case "single" -> singles(world, target);
                    default -> throw new IllegalArgumentException("speed, memory or single, not " + part);
                };
            }
        }
        System.exit(held ? 0 : 1);
    }

    private static boolean speed(RunnerWorld world, CountingTarget target, Path peers) {
        double ours = runner(world, target);
        double newman = perCoreSecond("Newman", newman(peers, target, PEER_STEPS), newman(peers, target, 1));
        double karate = perCoreSecond("Karate", karate(peers, target, PEER_STEPS), karate(peers, target, 1));
        double best = Math.max(newman, karate);
        System.out.printf("test-runner / best of the peers: %.1f (bound 4): %s%n", ours / best, told(ours >= 4 * best));
        System.out.printf("steps per core-second: %,.0f (bound 1,000): %s%n", ours, told(ours >= 1000));
        return ours >= 1000 && ours >= 4 * best;
    }

    private static String told(boolean held) {
        return held ? "held" : "NOT held";
    }

    private static String workflow(String name, int steps) {
        var document = new StringBuilder("liverun: 1\nname: " + name + "\ndeadline: 30m\nsteps:\n");
        for (int i = 0; i < steps; i++) {
            document.append("  - {name: s")
                    .append(i)
                    .append(", request: {method: GET, url: /look/")
                    .append(i)
                    .append("}, assert: [{status: 200}, {jsonpath: $.n, equals: 7}]}\n");
        }
        return document.toString();
    }

    /** Steps per core-second of the service, once it is warm, until all results are stored and published. */
    private static double runner(RunnerWorld world, CountingTarget target) {
        Replica replica = busy(world);
        var session = world.session();
        var endpoint = world.endpoint(target.url(), 10_000_000);
        run(world, replica, session, endpoint, TESTS);
        double cpu = replica.watched().cpuSeconds();
        long begun = System.nanoTime();
        run(world, replica, session, endpoint, TESTS);
        double used = replica.watched().cpuSeconds() - cpu;
        double seconds = (System.nanoTime() - begun) / 1e9;
        int steps = TESTS * STEPS;
        System.out.printf(
                "test-runner: %,d steps in %.1f s, %.1f CPU seconds: %,.0f steps per core-second, %,.0f per second%n",
                steps, seconds, used, steps / used, steps / seconds);
        replica.watched().kill();
        return steps / used;
    }

    /** Whether it needs more memory the more it has done. */
    private static boolean memory(RunnerWorld world, CountingTarget target) {
        Replica replica = busy(world);
        var session = world.session();
        var endpoint = world.endpoint(target.url(), 10_000_000);
        List<Long> memory = new ArrayList<>();
        for (int done = 0; done < MANY; done += MANY / 5) {
            run(world, replica, session, endpoint, MANY / 5 / STEPS);
            memory.add(replica.watched().residentMegabytes());
        }
        boolean held = memory.get(4) <= 1.1 * memory.get(0);
        System.out.printf(
                "memory over %,d steps with a heap of %d MB, MB resident after each fifth: %s (bound 1.1 of the first): %s%n",
                MANY, HEAP, memory, told(held));
        replica.watched().kill();
        return held;
    }

    private static Replica busy(RunnerWorld world) {
        Replica replica = world.replica("-Xmx" + HEAP + "m", "-Dliverun.runner.parallel-per-endpoint=40");
        world.workflow(replica, workflow("hundred-" + replica.port(), STEPS));
        return replica;
    }

    private static void run(RunnerWorld world, Replica replica, UUID session, UUID endpoint, int tests) {
        int left = tests;
        while (left > 0) {
            int now = Math.min(left, 200);
            String test = "{\"endpoint_id\": \"" + endpoint + "\", \"test_name\": \"hundred-" + replica.port() + "\"}";
            String run = world.call(
                            replica,
                            "POST",
                            "/sessions/" + session + "/runs",
                            "{\"parallel\": 40, \"tests\": [" + String.join(",", Collections.nCopies(now, test)) + "]}")
                    .path("id")
                    .asText();
            JsonNode ended = world.endedOf(replica, session.toString(), run);
            if (!ended.path("status").asText().equals("PASSED")) {
                throw new IllegalStateException(
                        "a run did not pass: " + ended.path("totals") + " " + ended.path("reason"));
            }
            left -= now;
        }
        World.eventually(() -> world.unpublished() == 0, "all results are published");
    }

    private static boolean singles(RunnerWorld world, CountingTarget target) {
        Replica replica = world.replica();
        world.workflow(replica, workflow("single", 1));
        String path = "/sessions/" + world.session() + "/results";
        String body =
                "{\"endpoint_id\": \"" + world.endpoint(target.url(), 10_000_000) + "\", \"test_name\": \"single\"}";
        var times = new Histogram(3);
        for (int i = 0; i < SINGLES * 2; i++) {
            long begun = System.nanoTime();
            JsonNode result = world.call(replica, "POST", path, body, "Prefer", "wait=20");
            long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun);
            if (!result.path("status").asText().equals("PASSED")) {
                throw new IllegalStateException("a test did not pass: " + result);
            }
            if (i >= SINGLES) {
                times.recordValue(micros - target.micros());
            }
        }
        boolean held = times.getValueAtPercentile(99) < 50_000;
        System.out.printf(
                "a single test through the API beyond the target's own time, ms: p50 %.1f p90 %.1f p99 %.1f max %.1f (bound p99 50): %s%n",
                times.getValueAtPercentile(50) / 1000.0,
                times.getValueAtPercentile(90) / 1000.0,
                times.getValueAtPercentile(99) / 1000.0,
                times.getMaxValue() / 1000.0,
                told(held));
        replica.watched().kill();
        return held;
    }

    // ---- peers: CPU seconds of their process, less that of a run of one request

    private static double perCoreSecond(String name, double many, double one) {
        double used = Math.max(0.01, many - one);
        double steps = (PEER_STEPS - 1) / used;
        System.out.printf(
                "%s: %,d steps, %.1f CPU seconds less %.1f to start: %,.0f steps per core-second%n",
                name, PEER_STEPS, many, one, steps);
        return steps;
    }

    private static double newman(Path peers, CountingTarget target, int steps) {
        var items = new StringBuilder();
        for (int i = 0; i < steps; i++) {
            items.append(i == 0 ? "" : ",").append("""
                    {"name": "s%d", "request": {"method": "GET", "url": "%s/look/%d"},
                     "event": [{"listen": "test", "script": {"exec": ["pm.test('status', () => pm.response.to.have.status(200));",
                       "pm.test('n', () => pm.expect(pm.response.json().n).to.eql(7));"]}}]}""".formatted(i, target.url(), i));
        }
        Path collection = write(
                "collection.json",
                "{\"info\": {\"name\": \"load\", \"schema\":"
                        + " \"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"}, \"item\": ["
                        + items + "]}");
        return cpuOf(List.of(
                peers.resolve("node_modules/.bin/newman").toString(), "run", collection.toString(), "--silent"));
    }

    private static double karate(Path peers, CountingTarget target, int steps) {
        var feature = new StringBuilder("Feature: load\n\nScenario: all\n");
        for (int i = 0; i < steps; i++) {
            feature.append("* url '")
                    .append(target.url())
                    .append("/look/")
                    .append(i)
                    .append("'\n* method get\n* match responseStatus == 200\n* match response.n == 7\n");
        }
        Path file = write("load.feature", feature.toString());
        return cpuOf(List.of(
                "java",
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-cp",
                peers.resolve("karate/lib") + File.separator + "*",
                "com.intuit.karate.Main",
                "-f",
                "~html",
                "-o",
                file.getParent().resolve("out").toString(),
                file.toString()));
    }

    private static Path write(String name, String text) {
        try {
            return Files.writeString(Files.createTempDirectory("liverun-peer").resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** User and system time of a process and its children. */
    private static double cpuOf(List<String> command) {
        try {
            double before = childrenCpu();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(command.get(0) + " ended with " + process.exitValue());
            }
            return childrenCpu() - before;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Of all children that have ended, as Linux tells it (proc(5): cutime and cstime, in ticks of 10 ms). */
    private static double childrenCpu() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Duration.ofMillis(10 * (Long.parseLong(fields[13]) + Long.parseLong(fields[14])))
                        .toMillis()
                / 1000.0;
    }
}
