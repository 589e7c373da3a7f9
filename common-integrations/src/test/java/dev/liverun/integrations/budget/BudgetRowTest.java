package dev.liverun.integrations.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetRowTest {

    private static final UUID ENDPOINT = UUID.randomUUID();
    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long START = 1_000 * MINUTE;

    private final List<Long> sent = new ArrayList<>();
    private BudgetRow row;
    private long now = START;

    private static Pace pace(int limit, double burst) {
        return Pace.of(limit, 0.75, burst).orElseThrow();
    }

    /** Asks, and sends each slot as late as its lifetime allows at random. */
    private Reservation ask(int limit, double burst, int wanted, long horizon, Random random) {
        Demand demand = new Demand(ENDPOINT, limit, pace(limit, burst), wanted, horizon);
        BudgetRow before = row == null ? BudgetRow.initial(limit, demand.pace(), now) : row;
        BudgetRow.Reserved reserved = before.reserve(demand, now);
        row = reserved.row();
        for (int number = 0; number < reserved.reservation().granted(); number++) {
            sent.add(now + reserved.reservation().slotIn(number) + (long) (random.nextDouble() * Slot.LIFETIME_MICROS));
        }
        return reserved.reservation();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void no_minute_contains_more_than_the_share_whatever_is_asked_when(long seed) {
        Random random = new Random(seed);
        int limit = 2 + random.nextInt(300);
        double burst = random.nextDouble();

        for (int i = 0; i < 3_000; i++) {
            ask(limit, burst, 1 + random.nextInt(40), random.nextInt(10) * SECOND, random);
            now += (long) (Math.pow(random.nextDouble(), 6) * 90 * SECOND);
        }

        assertThat(sent).hasSizeGreaterThan(20);
        assertThat(Windows.fullest(sent)).isLessThanOrEqualTo((int) (limit * 0.75));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void a_lower_limit_holds_in_every_minute_from_the_moment_it_is_known(long seed) {
        Random random = new Random(seed);
        int high = 200 + random.nextInt(200);
        int low = 2 + random.nextInt(100);
        for (int i = 0; i < 400; i++) {
            ask(high, 0.3, 20, 2 * SECOND, random);
            now += random.nextInt(500_000);
        }
        long lowered = now;
        for (int i = 0; i < 2_000; i++) {
            ask(low, 0.3, 20, 2 * SECOND, random);
            now += random.nextInt(500_000);
        }

        List<Long> under =
                sent.stream().filter(time -> time > lowered + 4 * SECOND).toList();
        assertThat(under).isNotEmpty();
        assertThat(Windows.fullest(under)).isLessThanOrEqualTo((int) (low * 0.75));
        // Nor do the first requests under the lower limit share a minute with the last under the higher one.
        long lastBefore = sent.stream()
                .filter(time -> time <= lowered + 4 * SECOND)
                .max(Long::compare)
                .orElseThrow();
        assertThat(under.stream().min(Long::compare).orElseThrow()).isGreaterThanOrEqualTo(lastBefore + MINUTE);
    }

    @Test
    void an_endpoint_at_rest_gets_its_lower_limit_without_a_wait() {
        Random random = new Random(1);
        ask(600, 0.1, 1, 0, random);
        now += 10 * MINUTE;

        assertThat(ask(60, 0.1, 1, 0, random).granted()).isEqualTo(1);
    }

    @Test
    void a_higher_limit_comes_into_force_a_minute_later() {
        Random random = new Random(1);
        ask(60, 0.1, 1, 0, random);
        now += MINUTE;
        long raised = now;
        while (now < raised + 59 * SECOND) {
            assertThat(ask(6000, 0.1, 50, SECOND, random).pace()).isEqualTo(pace(60, 0.1));
            now += SECOND;
        }
        now = raised + MINUTE;

        assertThat(ask(6000, 0.1, 50, SECOND, random).pace()).isEqualTo(pace(6000, 0.1));
    }

    @Test
    void a_raise_that_is_taken_back_does_not_come() {
        Random random = new Random(1);
        ask(60, 0.1, 1, 0, random);
        ask(6000, 0.1, 1, 0, random);
        ask(60, 0.1, 1, 0, random);
        now += 2 * MINUTE;

        assertThat(ask(60, 0.1, 1, 0, random).pace()).isEqualTo(pace(60, 0.1));
        assertThat(row.next()).isNull();
    }

    @Test
    void nothing_is_granted_before_the_end_of_a_pause() {
        Random random = new Random(1);
        ask(60, 0.5, 1, 0, random);
        row = row.paused(now + 30 * SECOND);

        Reservation during = ask(60, 0.5, 10, 2 * SECOND, random);
        assertThat(during.granted()).isZero();
        assertThat(during.paused()).isTrue();
        assertThat(during.slotIn(0)).isEqualTo(30 * SECOND);

        now += 29 * SECOND;
        Reservation ahead = ask(60, 0.5, 1, 2 * SECOND, random);
        assertThat(ahead.granted()).isEqualTo(1);
        assertThat(ahead.slotIn(0)).isEqualTo(SECOND);
    }

    @Test
    void an_earlier_pause_does_not_shorten_a_later_one() {
        row = BudgetRow.initial(60, pace(60, 0.1), now)
                .paused(now + 30 * SECOND)
                .paused(now + 10 * SECOND);

        assertThat(row.pausedUntil()).isEqualTo(now + 30 * SECOND);
    }

    @Test
    void nothing_is_granted_beyond_the_horizon() {
        Random random = new Random(1);
        Reservation reservation = ask(60, 0, 1000, 10 * SECOND, random);

        assertThat(reservation.slotIn(reservation.granted() - 1)).isLessThanOrEqualTo(10 * SECOND);
        assertThat(reservation.slotIn(reservation.granted())).isGreaterThan(10 * SECOND);
    }
}
