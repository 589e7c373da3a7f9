package dev.liverun.health.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ResponseTimesTest {

    @Test
    void percentiles_are_within_one_percent_of_what_was_measured() {
        var random = new Random(7);
        int[] took = IntStream.range(0, 10_000)
                .map(i -> (int) Math.exp(random.nextDouble() * 12.6))
                .sorted()
                .toArray();
        var times = new ResponseTimes();
        IntStream.of(took).forEach(times::add);

        for (double quantile : new double[] {0.5, 0.9, 0.95, 0.99}) {
            double exact = took[(int) Math.ceil(quantile * took.length) - 1];
            assertThat(times.at(quantile)).isCloseTo(exact, Percentage.withPercentage(1));
        }
        assertThat(times.slowest()).isEqualTo(took[took.length - 1]);
    }

    @Test
    void merged_halves_say_what_the_whole_says() {
        var whole = new ResponseTimes();
        var left = new ResponseTimes();
        var right = new ResponseTimes();
        for (int took = 1; took < 5000; took++) {
            whole.add(took);
            (took % 3 == 0 ? left : right).add(took);
        }

        left.merge(right);

        assertThat(left.at(0.95)).isEqualTo(whole.at(0.95));
        assertThat(left.count()).isEqualTo(whole.count());
    }

    @Test
    void small_times_are_exact_and_bins_never_go_down() {
        int before = -1;
        for (int took = 0; took < 400_000; took++) {
            int bin = ResponseTimes.bin(took);
            assertThat(bin).isBetween(before, before + 1);
            before = bin;
        }
        assertThat(ResponseTimes.middle(ResponseTimes.bin(127))).isCloseTo(127, within(0.0));
    }
}
