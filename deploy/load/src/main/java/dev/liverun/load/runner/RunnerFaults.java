package dev.liverun.load.runner;

import dev.liverun.load.world.Replica;
import dev.liverun.load.world.World;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code deploy/faults/runner}: what must hold when a replica is killed between a money step and its record, and when two
 * replicas and two sessions share an endpoint's rate limit.
 */
public final class RunnerFaults {

    private static final int LIMIT = 60;
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(60);
    private static final int TESTS = 55;

    private RunnerFaults() {}

    public static void main(String[] arguments) {
        boolean held;
        try (var world = new RunnerWorld()) {
            held = killed(world) & limited(world);
        }
        System.exit(held ? 0 : 1);
    }

    private static boolean killed(RunnerWorld world) {
        try (var target = new CountingTarget()) {
            Replica first = world.replica();
            world.workflow(first, """
                    liverun: 1
                    name: pay-and-die
                    steps:
                      - name: pay
                        kind: money
                        money: {amount: "0.10", unit: EUR}
                        request: {method: POST, url: /payments}
                        check:
                          request: {method: GET, url: /payments/of-this-run}
                          done_if: {jsonpath: $.ok, equals: true}
                        undo: {request: {method: DELETE, url: /payments/of-this-run}}
                    """);
            target.hold(new CountDownLatch(1));
            var session = world.session();
            var endpoint = world.endpoint(target.url(), 60_000);
            String run = world.call(first, "POST", "/sessions/" + session + "/runs", """
                            {"tests": [{"endpoint_id": "%s", "test_name": "pay-and-die"}]}""".formatted(endpoint))
                    .path("id")
                    .asText();
            World.eventually(() -> target.arrivals.size() == 1, "the payment is received");
            first.watched().kill();
            Replica second = world.replica();
            var ended = world.ended(second, run);
            List<String> received = target.arrivals.stream()
                    .map(arrival -> arrival.method() + " " + arrival.path())
                    .toList();
            boolean held = received.equals(
                            List.of("POST /payments", "GET /payments/of-this-run", "DELETE /payments/of-this-run"))
                    && ended.path("status").asText().equals("ERROR")
                    && ended.at("/intents/0/outcome").asText().equals("DONE")
                    && ended.at("/intents/0/undo_state").asText().equals("DONE");
            System.out.println("kill -9 between a money step and its record");
            System.out.println("  the target received " + received);
            System.out.printf(
                    "  run %s, intent %s, undo %s: %s%n",
                    ended.path("status").asText(),
                    ended.at("/intents/0/outcome").asText(),
                    ended.at("/intents/0/undo_state").asText(),
                    held ? "held" : "NOT held");
            second.watched().kill();
            return held;
        }
    }

    private static boolean limited(RunnerWorld world) {
        try (var target = new CountingTarget()) {
            Replica one = world.replica();
            Replica other = world.replica();
            world.workflow(one, """
                    liverun: 1
                    name: one-look
                    deadline: 10m
                    steps: [{name: look, request: {method: GET, url: /look}}]
                    """);
            var endpoint = world.endpoint(target.url(), LIMIT);
            String test = "{\"endpoint_id\": \"" + endpoint + "\", \"test_name\": \"one-look\"}";
            String tests = "{\"parallel\": 20, \"tests\": ["
                    + String.join(",", java.util.Collections.nCopies(TESTS, test)) + "]}";
            String firstRun = world.call(one, "POST", "/sessions/" + world.session() + "/runs", tests)
                    .path("id")
                    .asText();
            String secondRun = world.call(other, "POST", "/sessions/" + world.session() + "/runs", tests)
                    .path("id")
                    .asText();
            world.ended(one, firstRun);
            world.ended(other, secondRun);
            int most = most(target);
            boolean held = most <= LIMIT && target.arrivals.size() > LIMIT;
            System.out.println("two replicas, two sessions, one endpoint of " + LIMIT + "/min");
            System.out.printf(
                    "  %d requests arrived; at most %d in any 60 s: %s%n",
                    target.arrivals.size(), most, held ? "held" : "NOT held");
            return held;
        }
    }

    /** As the target saw it: the most arrivals in any window that begins with one. */
    private static int most(CountingTarget target) {
        Deque<Long> window = new ArrayDeque<>();
        int most = 0;
        for (long arrival : target.arrivals.stream()
                .mapToLong(CountingTarget.Arrival::nanos)
                .sorted()
                .toArray()) {
            window.add(arrival);
            while (arrival - window.peek() >= WINDOW) {
                window.remove();
            }
            most = Math.max(most, window.size());
        }
        return most;
    }
}
