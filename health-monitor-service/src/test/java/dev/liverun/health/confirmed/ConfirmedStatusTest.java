package dev.liverun.health.confirmed;

import static dev.liverun.events.contract.HealthStatus.DEGRADED;
import static dev.liverun.events.contract.HealthStatus.HEALTHY;
import static dev.liverun.events.contract.HealthStatus.TIMEOUT;
import static dev.liverun.events.contract.HealthStatus.UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.contract.HealthStatus;
import dev.liverun.health.confirmed.Confirmation.Threshold;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfirmedStatusTest {

    private static final Confirmation TWO_OF_THREE = Confirmation.DEFAULT;

    @Test
    void statuses_are_declared_in_the_order_of_their_precedence() {
        assertThat(HealthStatus.values()).containsExactly(HEALTHY, DEGRADED, UNHEALTHY, TIMEOUT);
    }

    @Test
    void the_first_check_is_believed() {
        assertThat(ConfirmedStatus.UNKNOWN.after(UNHEALTHY, TWO_OF_THREE).status())
                .isEqualTo(UNHEALTHY);
    }

    @Test
    void one_bad_check_is_no_outage() {
        assertThat(walk(HEALTHY, UNHEALTHY, HEALTHY, HEALTHY, UNHEALTHY)).containsOnly(HEALTHY);
    }

    @Test
    void two_bad_checks_of_three_are() {
        assertThat(walk(HEALTHY, UNHEALTHY, HEALTHY, UNHEALTHY)).containsExactly(HEALTHY, HEALTHY, HEALTHY, UNHEALTHY);
    }

    @Test
    void one_good_check_is_no_recovery() {
        assertThat(walk(UNHEALTHY, HEALTHY, UNHEALTHY, HEALTHY))
                .containsExactly(UNHEALTHY, UNHEALTHY, UNHEALTHY, HEALTHY);
    }

    @Test
    void the_worst_status_that_enough_checks_reach_is_taken() {
        assertThat(walk(HEALTHY, TIMEOUT, UNHEALTHY)).endsWith(UNHEALTHY);
        assertThat(walk(HEALTHY, DEGRADED, TIMEOUT)).endsWith(DEGRADED);
        assertThat(walk(HEALTHY, TIMEOUT, TIMEOUT)).endsWith(TIMEOUT);
    }

    @Test
    void the_best_status_that_enough_checks_reach_is_taken() {
        assertThat(walk(TIMEOUT, HEALTHY, DEGRADED)).endsWith(DEGRADED);
        assertThat(walk(TIMEOUT, HEALTHY, HEALTHY)).endsWith(HEALTHY);
    }

    @Test
    void what_was_seen_before_a_change_does_not_count_towards_the_next() {
        assertThat(walk(HEALTHY, UNHEALTHY, UNHEALTHY, HEALTHY, UNHEALTHY, UNHEALTHY, HEALTHY, HEALTHY))
                .containsExactly(HEALTHY, HEALTHY, UNHEALTHY, UNHEALTHY, UNHEALTHY, UNHEALTHY, UNHEALTHY, HEALTHY);
    }

    @Test
    void rising_can_take_more_than_falling() {
        var careful = new Confirmation(new Threshold(1, 1), new Threshold(3, 3), 0);

        assertThat(walk(careful, HEALTHY, UNHEALTHY, HEALTHY, HEALTHY, UNHEALTHY, HEALTHY, HEALTHY, HEALTHY))
                .containsExactly(HEALTHY, UNHEALTHY, UNHEALTHY, UNHEALTHY, UNHEALTHY, UNHEALTHY, UNHEALTHY, HEALTHY);
    }

    @Test
    void no_more_is_remembered_than_the_longest_window() {
        var status = new ConfirmedStatus(HEALTHY, List.of());
        for (int i = 0; i < 100; i++) {
            status = status.after(HEALTHY, TWO_OF_THREE);
        }

        assertThat(status.observed()).hasSize(3);
    }

    private static Stream<HealthStatus> walk(HealthStatus... seen) {
        return walk(TWO_OF_THREE, seen);
    }

    private static Stream<HealthStatus> walk(Confirmation confirmation, HealthStatus... seen) {
        var confirmed = new HealthStatus[seen.length];
        var status = ConfirmedStatus.UNKNOWN;
        for (int i = 0; i < seen.length; i++) {
            status = status.after(seen[i], confirmation);
            confirmed[i] = status.status();
        }
        return Stream.of(confirmed);
    }
}
