package dev.liverun.load.feedback;

import dev.liverun.load.world.Clients;
import dev.liverun.load.world.Replica;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * How many reports a second beside a bare transaction with the same rows, both asked for by HTTP; and how long each takes,
 * with GitHub and without.
 */
final class Filing {

    private static final int ROUNDS = 3;
    /** Until the compiler has done with the service: on two cores it takes as much as the service itself. */
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private static final Duration MEASURED = Duration.ofSeconds(5);

    private final Stack stack;
    private final Clients clients;
    private final JsonObject report;

    Filing(Stack stack, Clients clients, UUID session) {
        this.stack = stack;
        this.clients = clients;
        this.report = new JsonObject()
                .put("session_id", session.toString())
                .put("title", "Payment arrives twice")
                .put("description", "Sent once, arrived twice, both after a minute.")
                .put("category", "INTEGRATION");
    }

    boolean run() throws Exception {
        boolean held;
        var bareService = stack.bareService();
        try {
            held = besideBare(bareService);
        } finally {
            bareService.watched().end();
        }
        return held & whileGitHubHangs();
    }

    private boolean besideBare(Replica bareService) throws Exception {
        clients.measured(WARM_UP, this::file);
        clients.measured(WARM_UP.dividedBy(3), () -> bareByHttp(bareService));
        var ours = new Cost();
        var bare = new Cost();
        for (int round = 0; round < ROUNDS; round++) {
            ours.add(this::file);
            bare.add(() -> bareByHttp(bareService));
        }
        System.out.printf(
                "filing, %d clients: %,.0f reports/s, %,.0f per core-second; a bare transaction with the same rows,"
                        + " also behind HTTP: %,.0f/s, %,.0f per core-second; ratios %.2f, %.2f%n",
                FeedbackBenchmark.CLIENTS,
                ours.rate(),
                ours.perCoreSecond(),
                bare.rate(),
                bare.perCoreSecond(),
                ours.rate() / bare.rate(),
                ours.perCoreSecond() / bare.perCoreSecond());
        return FeedbackBenchmark.told(
                "at least 0.7 of the bare transaction's rate per core-second",
                ours.perCoreSecond() >= 0.7 * bare.perCoreSecond());
    }

    /** On a machine that does something else as well, only what is counted by processor time can be compared. */
    private final class Cost {

        private double seconds;
        private double cpu;
        private double count;

        void add(Supplier<Future<?>> work) {
            double before = stack.cpuSeconds();
            count += clients.measured(MEASURED, work).rate() * MEASURED.toSeconds();
            cpu += stack.cpuSeconds() - before;
            seconds += MEASURED.toSeconds();
        }

        double rate() {
            return count / seconds;
        }

        double perCoreSecond() {
            return count / cpu;
        }
    }

    private boolean whileGitHubHangs() throws Exception {
        double healthy = 0;
        double hanging = 0;
        int rounds = ROUNDS - 1;
        for (int round = 0; round < rounds; round++) {
            healthy += p99() / rounds;
            stack.gitHubHangs(true);
            hanging += p99() / rounds;
            stack.gitHubHangs(false);
        }
        System.out.printf(
                "filing, p99: GitHub healthy %.1f ms, GitHub hanging %.1f ms; ratio %.2f%n",
                healthy, hanging, hanging / healthy);
        return FeedbackBenchmark.told("p99 within 1.5 of its value while GitHub hangs", hanging <= 1.5 * healthy);
    }

    private double p99() {
        clients.measured(Duration.ofSeconds(2), this::file);
        return clients.measured(MEASURED, this::file).p99();
    }

    private Future<?> file() {
        return clients.post(
                stack.address("/feedback"),
                Map.of("Content-Type", "application/json", "Authorization", stack.authorization()),
                report.toBuffer(),
                201);
    }

    private Future<?> bareByHttp(Replica bareService) {
        return clients.post(
                bareService.address("/feedback"), Map.of("Content-Type", "application/json"), report.toBuffer(), 201);
    }
}
