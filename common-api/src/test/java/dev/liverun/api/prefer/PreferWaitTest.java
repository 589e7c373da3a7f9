package dev.liverun.api.prefer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferWaitTest {

    private static final Duration MAX = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"wait=10 | 10", "respond-async, wait=5 | 5", "WAIT = \"7\" | 7", "wait=0 | 0", "wait=3600 | 30"})
    void a_wait_is_kept_up_to_the_maximum(String header, long seconds) {
        assertThat(PreferWait.of(List.of(header), MAX)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void it_may_stand_in_any_of_several_headers() {
        assertThat(PreferWait.of(Arrays.asList("respond-async", "wait=4"), MAX)).contains(Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wait", "wait=soon", "wait=-1", "await=5", "wait=5s"})
    void what_cannot_be_understood_is_no_preference(String header) {
        assertThat(PreferWait.of(List.of(header), MAX)).isEmpty();
    }

    @Test
    void no_header_is_no_preference() {
        assertThat(PreferWait.of(null, MAX)).isEmpty();
    }
}
