package dev.liverun.session.health;

import java.util.SortedMap;

/**
 * A logarithmic histogram's arithmetic: exact below 64 ms, within 1/32 above. Buckets are mergeable by adding, so that
 * every replica can count without reading.
 */
public final class LatencyBuckets {

    private static final int EXACT = 64;
    private static final int PER_OCTAVE = 32;

    private LatencyBuckets() {}

    /** The bucket of a duration of {@code millis} ≥ 0. */
    public static int of(int millis) {
        if (millis < EXACT) {
            return Math.max(0, millis);
        }
        int shift = 31 - Integer.numberOfLeadingZeros(millis) - 5;
        return EXACT + (shift - 1) * PER_OCTAVE + (millis >> shift) - PER_OCTAVE;
    }

    /** The longest duration that falls into {@code bucket}, in milliseconds. */
    public static int longestIn(int bucket) {
        if (bucket < EXACT) {
            return bucket;
        }
        int shift = (bucket - EXACT) / PER_OCTAVE + 1;
        long within = (bucket - EXACT) % PER_OCTAVE + PER_OCTAVE;
        return (int) Math.min(Integer.MAX_VALUE, ((within + 1) << shift) - 1);
    }

    /**
     * The nearest-rank percentile.
     *
     * @param counts how often each bucket was hit; at least one
     * @param percent above 0, at most 100
     */
    public static int percentile(SortedMap<Integer, Long> counts, double percent) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        long rank = Math.max(1, (long) Math.ceil(percent / 100 * total));
        long seen = 0;
        for (var bucket : counts.entrySet()) {
            seen += bucket.getValue();
            if (seen >= rank) {
                return longestIn(bucket.getKey());
            }
        }
        throw new IllegalArgumentException("no percentile of nothing");
    }
}
