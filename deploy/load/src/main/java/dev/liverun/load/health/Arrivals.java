package dev.liverun.load.health;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Requests in the order in which they arrived.
 *
 * @param who the endpoint's number
 * @param when {@link System#nanoTime()}
 */
record Arrivals(int[] who, long[] when) {

    /** Milliseconds between two successive requests of the same endpoint, sorted. */
    double[] gaps() {
        Map<Integer, Long> last = new HashMap<>();
        var gaps = new double[who.length];
        int found = 0;
        for (int i = 0; i < who.length; i++) {
            var before = last.put(who[i], when[i]);
            if (before != null) {
                gaps[found++] = (when[i] - before) / 1e6;
            }
        }
        var sorted = Arrays.copyOf(gaps, found);
        Arrays.sort(sorted);
        return sorted;
    }

    /** How many requests came in the fullest 100 ms. */
    int fullestWindow() {
        int most = 0;
        int from = 0;
        for (int i = 0; i < when.length; i++) {
            while (when[i] - when[from] > 100_000_000L) {
                from++;
            }
            most = Math.max(most, i - from + 1);
        }
        return most;
    }

    /** When the last of {@code endpoints} had come for the first time; -1 when not all have. */
    long allSeenAt(int endpoints) {
        var seen = new boolean[endpoints];
        int missing = endpoints;
        for (int i = 0; i < who.length; i++) {
            if (!seen[who[i]]) {
                seen[who[i]] = true;
                if (--missing == 0) {
                    return when[i];
                }
            }
        }
        return -1;
    }

    /** The latest first arrival after {@code moment}, per endpoint, in milliseconds after it, sorted. */
    double[] nextAfter(long moment, int endpoints) {
        var next = new double[endpoints];
        Arrays.fill(next, Double.POSITIVE_INFINITY);
        for (int i = 0; i < who.length; i++) {
            if (when[i] >= moment) {
                next[who[i]] = Math.min(next[who[i]], (when[i] - moment) / 1e6);
            }
        }
        Arrays.sort(next);
        return next;
    }

    static double percentile(double[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }
}
