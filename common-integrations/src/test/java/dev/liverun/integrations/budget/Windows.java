package dev.liverun.integrations.budget;

import java.util.Arrays;
import java.util.List;

/** Looks at the times of requests through windows of 60 s. */
final class Windows {

    static final long MINUTE = 60_000_000;

    private Windows() {}

    /** The most that any closed window of 60 s contains. */
    static int fullest(List<Long> micros) {
        return fullest(micros, Long.MIN_VALUE);
    }

    /** The same, of windows that begin at {@code from} or later. */
    static int fullest(List<Long> micros, long from) {
        long[] times = micros.stream().mapToLong(Long::longValue).sorted().toArray();
        int fullest = 0;
        for (int first = 0; first < times.length; first++) {
            if (times[first] >= from) {
                int after = firstAfter(times, times[first] + MINUTE);
                fullest = Math.max(fullest, after - first);
            }
        }
        return fullest;
    }

    private static int firstAfter(long[] times, long time) {
        int found = Arrays.binarySearch(times, time);
        int index = found < 0 ? -found - 1 : found;
        while (index < times.length && times[index] <= time) {
            index++;
        }
        return index;
    }
}
