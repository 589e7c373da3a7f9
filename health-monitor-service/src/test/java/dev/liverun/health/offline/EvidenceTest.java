package dev.liverun.health.offline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvidenceTest {

    private final Evidence evidence = new Evidence(3);

    @Test
    void so_many_hosts_out_of_reach_together_mean_that_it_is_us() {
        evidence.outOfReach("a");
        evidence.outOfReach("b");
        evidence.outOfReach("b");
        assertThat(evidence.everybodyIsOutOfReach()).isFalse();

        evidence.outOfReach("c");

        assertThat(evidence.everybodyIsOutOfReach()).isTrue();
    }

    @Test
    void one_that_is_reached_shows_that_it_is_not_us() {
        evidence.outOfReach("a");
        evidence.outOfReach("b");
        evidence.outOfReach("c");

        evidence.reached("d", 1);

        assertThat(evidence.everybodyIsOutOfReach()).isFalse();
    }

    @Test
    void hosts_that_were_down_by_themselves_say_nothing_about_us_until_they_are_reached_again() {
        evidence.outOfReach("a");
        evidence.outOfReach("b");
        evidence.reached("d", 1);
        evidence.outOfReach("a");
        evidence.outOfReach("b");
        evidence.outOfReach("c");
        assertThat(evidence.everybodyIsOutOfReach()).isFalse();

        evidence.reached("a", 2);
        evidence.reached("b", 3);
        evidence.outOfReach("a");
        evidence.outOfReach("b");
        evidence.outOfReach("d");

        assertThat(evidence.everybodyIsOutOfReach()).isTrue();
    }

    @Test
    void only_another_host_that_was_reached_since_is_a_witness() {
        assertThat(evidence.reachedAnotherSince("a", 0)).isFalse();
        evidence.reached("b", 5);
        evidence.reached("a", 7);
        evidence.reached("a", 9);

        assertThat(evidence.reachedAnotherSince("a", 5)).isTrue();
        assertThat(evidence.reachedAnotherSince("a", 6)).isFalse();
        assertThat(evidence.reachedAnotherSince("b", 9)).isTrue();
    }
}
