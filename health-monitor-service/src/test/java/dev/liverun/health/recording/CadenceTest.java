package dev.liverun.health.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CadenceTest {

    private static final UUID ENDPOINT = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:07.123Z");

    @Test
    void an_endpoint_keeps_its_phase() {
        var first = Cadence.nextTick(ENDPOINT, INTERVAL, NOW);
        var second = Cadence.nextTick(ENDPOINT, INTERVAL, first);

        assertThat(first).isAfter(NOW).isBeforeOrEqualTo(NOW.plus(INTERVAL));
        assertThat(Duration.between(first, second)).isEqualTo(INTERVAL);
        assertThat(Math.floorMod(first.toEpochMilli(), INTERVAL.toMillis()))
                .isEqualTo(Cadence.phaseMillis(ENDPOINT, INTERVAL));
    }

    @Test
    void a_check_that_ended_late_does_not_move_the_next_ones() {
        var tick = Cadence.nextTick(ENDPOINT, INTERVAL, NOW);

        assertThat(Cadence.nextTick(ENDPOINT, INTERVAL, tick.plusMillis(29_999)))
                .isEqualTo(tick.plus(INTERVAL));
        assertThat(Cadence.nextTick(ENDPOINT, INTERVAL, tick.plusMillis(30_000)))
                .isEqualTo(tick.plus(INTERVAL.multipliedBy(2)));
    }

    @Test
    void endpoints_registered_together_spread_evenly() {
        var perSecond = new int[30];
        Stream.generate(Ids::next)
                .limit(30_000)
                .forEach(id -> perSecond[(int) (Cadence.phaseMillis(id, INTERVAL) / 1000)]++);

        assertThat(IntStream.of(perSecond).boxed())
                .allSatisfy(endpoints -> assertThat(endpoints).isBetween(850, 1150));
    }

    @Test
    void ticks_that_go_by_during_a_check_are_counted() {
        var tick = Cadence.nextTick(ENDPOINT, INTERVAL, NOW);

        assertThat(Cadence.missedTicks(ENDPOINT, INTERVAL, tick, tick.plusSeconds(29)))
                .isZero();
        assertThat(Cadence.missedTicks(ENDPOINT, INTERVAL, tick, tick.plusSeconds(30)))
                .isOne();
        assertThat(Cadence.missedTicks(ENDPOINT, INTERVAL, tick, tick.plusSeconds(95)))
                .isEqualTo(3);
    }

    @Test
    void the_tick_that_a_check_was_made_for_is_not_missed_though_it_started_a_moment_early() {
        var tick = Cadence.nextTick(ENDPOINT, INTERVAL, NOW);

        assertThat(Cadence.missedTicks(ENDPOINT, INTERVAL, tick.minusMillis(2), tick.plusMillis(40)))
                .isZero();
    }

    @Test
    void a_session_shortens_the_interval_and_never_stretches_it() {
        assertThat(interval(Duration.ofSeconds(5), 600, 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(interval(Duration.ofSeconds(90), 600, 0)).isEqualTo(INTERVAL);
        assertThat(interval(null, 600, 0)).isEqualTo(INTERVAL);
    }

    @Test
    void the_interval_keeps_to_the_share_of_the_rate_limit() {
        assertThat(interval(Duration.ofSeconds(1), 60, 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(interval(null, 1, 0)).isEqualTo(Duration.ofSeconds(300));
    }

    @Test
    void an_endpoint_that_refuses_us_is_asked_less_and_less_often() {
        assertThat(interval(null, 600, 1)).isEqualTo(INTERVAL);
        assertThat(interval(null, 600, 2)).isEqualTo(Duration.ofMinutes(1));
        assertThat(interval(null, 600, 4)).isEqualTo(Duration.ofMinutes(4));
        assertThat(interval(null, 600, 1000)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void backing_off_never_asks_more_often() {
        var day = Duration.ofDays(1);

        assertThat(Cadence.interval(day, null, 600, 0.2, 9)).isEqualTo(day);
    }

    private static Duration interval(Duration sessions, int rateLimit, int authFailures) {
        return Cadence.interval(INTERVAL, sessions, rateLimit, 0.2, authFailures);
    }
}
