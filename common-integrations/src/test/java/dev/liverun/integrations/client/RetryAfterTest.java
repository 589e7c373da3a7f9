package dev.liverun.integrations.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.integrations.Headers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"120, 120000", "0, 0", "1.5, 1500", "0.0004, 1"})
    void seconds_are_understood(String value, long millis) {
        assertThat(RetryAfter.in(Headers.of("retry-after", value), NOW)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Sun, 01 Mar 2026 12:01:00 GMT", "Sunday, 01-Mar-26 12:01:00 GMT", "Sun Mar  1 12:01:00 2026"})
    void each_form_of_a_date_is_understood(String value) {
        assertThat(RetryAfter.in(Headers.of("Retry-After", value), NOW)).contains(Duration.ofMinutes(1));
    }

    @Test
    void a_date_counts_from_the_servers_own_clock() {
        Headers headers =
                Headers.of("Date", "Sun, 01 Mar 2026 13:00:00 GMT", "Retry-After", "Sun, 01 Mar 2026 13:00:30 GMT");

        assertThat(RetryAfter.in(headers, NOW)).contains(Duration.ofSeconds(30));
    }

    @Test
    void a_date_that_is_over_means_now() {
        assertThat(RetryAfter.in(Headers.of("Retry-After", "Sun, 01 Mar 2020 12:00:00 GMT"), NOW))
                .contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1e9", "9999999999999", "1.2.3"})
    void what_cannot_be_understood_counts_as_absent(String value) {
        assertThat(RetryAfter.in(Headers.of("Retry-After", value), NOW)).isEmpty();
    }
}
