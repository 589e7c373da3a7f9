package dev.liverun.integrations.budget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

    private static final double MONITOR = 0.20;
    private static final double RUNNER = 0.75;
    private static final long LATE = Slot.LIFETIME_MICROS;
    private static final long MINUTE = 60_000_000;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 1})
    void both_services_together_never_exceed_any_limit(double burst) {
        for (int limit = 1; limit <= 10_000; limit++) {
            assertThat(mostInAMinute(limit, MONITOR, burst) + mostInAMinute(limit, RUNNER, burst))
                    .as("limit %d", limit)
                    .isLessThanOrEqualTo(limit);
        }
    }

    @Test
    void most_of_a_share_is_used() {
        for (int limit = 100; limit <= 10_000; limit += 100) {
            Pace pace = Pace.of(limit, RUNNER, 0.1).orElseThrow();
            assertThat((double) MINUTE / pace.intervalMicros()).isGreaterThan(limit * RUNNER * 0.85);
        }
    }

    @Test
    void a_share_below_one_a_minute_still_sends_now_and_then() {
        assertThat(Pace.of(2, MONITOR, 0.1)).hasValueSatisfying(pace -> assertThat(pace.intervalMicros())
                .isBetween(150 * 1_000_000L, 152 * 1_000_000L));
    }

    @Test
    void one_request_a_minute_is_not_divided() {
        assertThat(Pace.of(1, MONITOR, 0.1)).isEmpty();
        assertThat(Pace.of(1, RUNNER, 0.1)).isPresent();
    }

    /** By the bound of the GCRA, for a window that late requests widen. */
    private static long mostInAMinute(int limit, double share, double burst) {
        return Pace.of(limit, share, burst)
                .map(pace -> pace.burst() + (MINUTE + LATE) / pace.intervalMicros())
                .orElse(0L);
    }
}
