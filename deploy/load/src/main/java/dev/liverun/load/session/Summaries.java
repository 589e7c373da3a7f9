package dev.liverun.load.session;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** A summary costs by the number of tests, not of results. */
final class Summaries {

    private static final int FEW = 1_000;
    private static final int MANY = 100_000;
    private static final int WARM_UP = 100;
    private static final int MEASURED = 500;

    private Summaries() {}

    static boolean run(SessionWorld world) {
        var small = world.session();
        var large = world.session();
        world.tell(small, FEW);
        world.tell(large, MANY);
        var smallTime = new Histogram(3);
        var largeTime = new Histogram(3);
        for (int i = -WARM_UP; i < MEASURED; i++) {
            long ofSmall = time(world, small);
            long ofLarge = time(world, large);
            if (i >= 0) {
                smallTime.recordValue(ofSmall);
                largeTime.recordValue(ofLarge);
            }
        }
        double ratio = largeTime.getMean() / smallTime.getMean();
        System.out.printf(
                "summary of %,d results: mean %.1f ms; of %,d: %.1f ms; ratio %.2f%n",
                FEW, smallTime.getMean() / 1e3, MANY, largeTime.getMean() / 1e3, ratio);
        return SessionsBenchmark.told("ratio <= 2", ratio <= 2);
    }

    private static long time(SessionWorld world, UUID session) {
        long begun = System.nanoTime();
        SessionWorld.now(world.get("/sessions/" + session + "/summary"));
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun);
    }
}
