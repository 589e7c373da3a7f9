package dev.liverun.session.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LatencyBucketsTest {

    @Test
    void bucketsFollowEachOtherWithoutGapOrOverlap() {
        for (int bucket = 0; bucket < 700; bucket++) {
            int longest = LatencyBuckets.longestIn(bucket);
            assertThat(LatencyBuckets.of(longest)).as("%d ms", longest).isEqualTo(bucket);
            assertThat(LatencyBuckets.of(longest + 1)).as("%d ms", longest + 1).isEqualTo(bucket + 1);
        }
    }

    @Test
    void aPercentileIsTrueToAThirtySecond() {
        var random = new Random(42);
        var values = random.ints(10_000, 0, 300_000).sorted().toArray();
        var counts = new TreeMap<Integer, Long>();
        for (int value : values) {
            counts.merge(LatencyBuckets.of(value), 1L, Long::sum);
        }
        for (double percent : new double[] {50, 95, 99, 100}) {
            int exact = values[(int) Math.ceil(percent / 100 * values.length) - 1];
            assertThat(LatencyBuckets.percentile(counts, percent))
                    .as("p%s", percent)
                    .isBetween(exact, exact + exact / 32 + 1);
        }
    }

    @Test
    void theLongestDurationThereIsHasABucket() {
        assertThat(LatencyBuckets.longestIn(LatencyBuckets.of(Integer.MAX_VALUE)))
                .isEqualTo(Integer.MAX_VALUE);
    }
}
