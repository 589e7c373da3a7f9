package dev.liverun.integrations.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void the_ceiling_doubles_up_to_the_maximum() {
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1), () -> 0.5);

        assertThat(backoff.after(1)).isEqualTo(Duration.ofMillis(100));
        assertThat(backoff.after(2)).isEqualTo(Duration.ofMillis(200));
        assertThat(backoff.after(3)).isEqualTo(Duration.ofMillis(400));
        assertThat(backoff.after(10)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void the_jitter_reaches_down_to_nothing() {
        assertThat(new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1), () -> 0).after(5))
                .isZero();
    }
}
