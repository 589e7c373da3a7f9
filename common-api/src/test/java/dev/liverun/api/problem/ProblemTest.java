package dev.liverun.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void one_violation_is_told_in_the_detail_and_many_are_counted() {
        assertThat(new Invalid("name", "must not be blank").detail()).isEqualTo("name: must not be blank");
        assertThat(new Invalid(List.of(new Violation("a", "x"), new Violation("b", "y"))).detail())
                .isEqualTo("2 values are invalid.");
    }

    @Test
    void members_keep_their_order_and_nothing_is_added_for_null() {
        var problem = new Conflict("no").with("second", 2).with("none", null).with("first", 1);
        assertThat(problem.members())
                .containsExactly(java.util.Map.entry("second", 2), java.util.Map.entry("first", 1));
    }

    @Test
    void retry_after_is_at_least_a_second() {
        assertThat(Unavailable.dependency("GitHub", Duration.ofMillis(20)).headers())
                .containsEntry("Retry-After", "1");
        assertThat(new TooManyRequests("slow down", Duration.ofMinutes(2)).headers())
                .containsEntry("Retry-After", "120");
    }

    @Test
    void the_type_is_a_stable_address() {
        assertThat(new StaleVersion(null).type()).hasToString("https://liverun.dev/problems/stale-version");
    }
}
