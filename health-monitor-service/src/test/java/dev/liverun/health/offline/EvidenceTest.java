package dev.liverun.health.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.integrations.outcome.Way;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Evidence evidence = new Evidence(Duration.ofSeconds(1));

    @Test
    void what_is_heard_on_one_way_says_nothing_of_another() {
        hear(Way.INNER, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

        assertThat(evidence.wasSteady(Way.INNER, 0, 10 * SECOND)).isTrue();
        assertThat(evidence.wasSteady(Way.OUTER, 0, 10 * SECOND)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1 2 3 9, false",
        "1 7 8 9, false",
        "1 2 3, false",
        "7 8 9, false",
        "1 5 9, true",
        "0 6, false",
        "3 8, true"
    })
    void a_check_had_its_chance_unless_nothing_was_heard_for_half_of_its_time(String heard, boolean steady) {
        hear(Way.OUTER, -20);
        hear(
                Way.OUTER,
                Arrays.stream(heard.split(" ")).mapToInt(Integer::parseInt).toArray());

        assertThat(evidence.wasSteady(Way.OUTER, 0, 10 * SECOND)).isEqualTo(steady);
    }

    private void hear(Way way, int... seconds) {
        for (int second : seconds) {
            evidence.heard(way, second * SECOND);
        }
    }

    @Test
    void an_outage_lasts_until_something_is_heard_and_hits_what_began_before() {
        evidence.cut(Way.OUTER);
        assertThat(evidence.isCut(Way.OUTER)).isTrue();

        evidence.heard(Way.INNER, 10);
        assertThat(evidence.isCut(Way.OUTER)).isTrue();
        evidence.heard(Way.OUTER, 20);

        assertThat(evidence.isAnyCut()).isFalse();
        assertThat(evidence.wasCutSince(Way.OUTER, 20)).isTrue();
        assertThat(evidence.wasCutSince(Way.OUTER, 21)).isFalse();
    }

    @Test
    void a_name_that_is_resolved_ends_an_outage_of_the_dns() {
        evidence.resolved(1);
        assertThat(evidence.wasSteady(Way.NAMES, 0, 2))
                .as("it may have come from a cache")
                .isFalse();

        evidence.cut(Way.NAMES);
        evidence.resolved(2);

        assertThat(evidence.isAnyCut()).isFalse();
    }

    @Test
    void a_loop_that_runs_late_stood_still() {
        evidence.tick(0);
        evidence.tick(SECOND / 4);
        assertThat(evidence.stoodStillSince(0, SECOND / 2)).isFalse();
        assertThat(evidence.stoodStillSince(0, 2 * SECOND))
                .as("and has not run yet")
                .isTrue();

        evidence.tick(2 * SECOND);
        evidence.tick(2 * SECOND + 1);

        assertThat(evidence.stoodStillSince(SECOND, 2 * SECOND + 2)).isTrue();
        assertThat(evidence.stoodStillSince(2 * SECOND + 1, 2 * SECOND + 2)).isFalse();
    }
}
