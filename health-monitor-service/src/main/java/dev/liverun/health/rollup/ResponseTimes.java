package dev.liverun.health.rollup;

import java.util.Map;
import java.util.TreeMap;

/**
 * A histogram of response times that can be merged: exact below 128 ms, above that 64 bins for each doubling, so that what
 * it says is within 0.8 % of what was measured. The slowest is kept exactly. The database's {@code health_bin} is its twin.
 */
public final class ResponseTimes {

    private static final int EXACT_BELOW = 128;
    private static final int BITS = 6;

    private final TreeMap<Integer, Long> bins = new TreeMap<>();
    private long count;
    private int slowest;

    /** The bin of a response time. */
    static int bin(int millis) {
        if (millis < EXACT_BELOW) {
            return millis;
        }
        int shift = 31 - Integer.numberOfLeadingZeros(millis) - BITS;
        return (shift << BITS) + (millis >> shift);
    }

    /** The middle of a bin. */
    static double middle(int bin) {
        if (bin < EXACT_BELOW) {
            return bin;
        }
        int shift = (bin >> BITS) - 1;
        long first = (long) (bin - (shift << BITS)) << shift;
        return first + ((1L << shift) - 1) / 2.0;
    }

    public void add(int millis) {
        add(bin(millis), 1);
        slowest = Math.max(slowest, millis);
    }

    /** Merges what a rollup has. */
    public void merge(Integer[] otherBins, Integer[] counts, int otherSlowest) {
        for (int i = 0; i < otherBins.length; i++) {
            add(otherBins[i], counts[i]);
        }
        slowest = Math.max(slowest, otherSlowest);
    }

    public void merge(ResponseTimes other) {
        other.bins.forEach(this::add);
        slowest = Math.max(slowest, other.slowest);
    }

    public long count() {
        return count;
    }

    /** 0 when there is none. */
    public int slowest() {
        return slowest;
    }

    /**
     * The response time that this share of the answers did not exceed (nearest rank).
     *
     * @param quantile above 0, at most 1
     * @throws IllegalStateException if there is none
     */
    public double at(double quantile) {
        long rank = Math.max(1, (long) Math.ceil(quantile * count));
        long seen = 0;
        for (Map.Entry<Integer, Long> bin : bins.entrySet()) {
            seen += bin.getValue();
            if (seen >= rank) {
                return Math.min(middle(bin.getKey()), slowest);
            }
        }
        throw new IllegalStateException("there are no response times");
    }

    private void add(int bin, long times) {
        bins.merge(bin, times, Long::sum);
        count += times;
    }
}
