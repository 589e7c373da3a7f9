package dev.liverun.load.session;

import dev.liverun.load.world.Clients;
import dev.liverun.load.world.Replica;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Create and start of sessions, beside two bare transactions that insert and update the same rows: asked for by HTTP as well,
 * and once more from within this process.
 */
final class Starts {

    private static final int CLIENTS = 32;
    private static final int ROUNDS = 4;
    /** Until the compiler has done with the service: on two cores it takes as much as the service itself. */
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private static final Duration MEASURED = Duration.ofSeconds(5);

    private final SessionWorld world;
    private final BareSessions bare;

    Starts(SessionWorld world) {
        this.world = world;
        this.bare = new BareSessions(world.pool);
    }

    boolean run() {
        try (var clients = new Clients(CLIENTS)) {
            return run(clients);
        }
    }

    private boolean run(Clients clients) {
        var bareService = world.bare();
        clients.measured(WARM_UP, () -> createAndStart(world.service));
        clients.measured(WARM_UP.dividedBy(3), () -> createAndStart(bareService));
        clients.measured(WARM_UP.dividedBy(6), this::bareCreateAndStart);
        var ours = new Cost("create + start by HTTP");
        var behindHttp = new Cost("bare transactions with the same rows, by HTTP");
        var direct = new Cost("the same without HTTP");
        for (int round = 0; round < ROUNDS; round++) {
            ours.add(clients, () -> createAndStart(world.service));
            behindHttp.add(clients, () -> createAndStart(bareService));
            direct.add(clients, this::bareCreateAndStart);
        }
        ours.print();
        behindHttp.print();
        direct.print();
        System.out.printf(
                "   ratios: %.2f of the bare rate by HTTP (%.2f per core-second), %.2f of that without%n",
                ours.rate() / behindHttp.rate(),
                ours.perCoreSecond() / behindHttp.perCoreSecond(),
                ours.rate() / direct.rate());
        return SessionsBenchmark.told("at least 0.7 of the bare rate without HTTP", ours.rate() >= 0.7 * direct.rate());
    }

    private Future<?> createAndStart(Replica to) {
        var tester = world.name();
        return world.post(
                        to,
                        "/sessions",
                        new JsonObject()
                                .put("name", tester)
                                .put("tester_id", tester)
                                .put("configuration", new JsonObject().put("environment", "load")))
                .compose(
                        created -> world.post(to, "/sessions/" + created.getString("id") + "/start", new JsonObject()));
    }

    private Future<?> bareCreateAndStart() {
        return bare.create(world.name()).compose(bare::start);
    }

    /** Where the processor's time goes, too: without it nobody could tell what to mend. */
    private final class Cost {

        private final String what;
        private double count;
        private double seconds;
        private double all;
        private double service;
        private double database;

        Cost(String what) {
            this.what = what;
        }

        void add(Clients clients, Supplier<Future<?>> work) {
            double allBefore = world.cpuSeconds();
            double serviceBefore = world.service.watched().cpuSeconds();
            double databaseBefore = world.databaseCpu();
            count += clients.measured(MEASURED, work).rate() * MEASURED.toSeconds();
            seconds += MEASURED.toSeconds();
            all += world.cpuSeconds() - allBefore;
            service += world.service.watched().cpuSeconds() - serviceBefore;
            database += world.databaseCpu() - databaseBefore;
        }

        double rate() {
            return count / seconds;
        }

        double perCoreSecond() {
            return count / all;
        }

        void print() {
            System.out.printf(
                    "%s: %,.0f/s; of the processor %.2f ms each: service %.2f, PostgreSQL %.2f%n",
                    what, rate(), 1e3 * all / count, 1e3 * service / count, 1e3 * database / count);
        }
    }
}
