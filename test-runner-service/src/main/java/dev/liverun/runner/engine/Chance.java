package dev.liverun.runner.engine;

import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Where {@code uuid()} and {@code random()} come from: from the run, the test and the step alone. So a dry run shows what
 * the run with its confirmation sends, and an execution that is taken up by another process goes on in the same way.
 */
final class Chance {

    private Chance() {}

    static RandomGenerator of(UUID run, int position, int ordinal) {
        long seed = mixed(run.getMostSignificantBits() ^ mixed(run.getLeastSignificantBits()));
        return new SplittableRandom(mixed(seed + 0x9E3779B97F4A7C15L * (position * 100_003L + ordinal)));
    }

    /** The finalizer of MurmurHash3. */
    private static long mixed(long bits) {
        long mixed = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
