package dev.liverun.health.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendRangeTest {

    @ParameterizedTest
    @CsvSource({
        "PT5M,  2026-11-26T10:17:00Z, 2026-11-26T11:23:00Z, PT1M",
        "PT2H,  2026-11-26T10:00:00Z, 2026-11-26T12:00:00Z, PT1H",
        "PT90M, 2026-11-26T10:17:00Z, 2026-11-26T11:23:00Z, PT1M",
        "P1D,   2026-11-26T00:00:00Z, 2026-11-27T00:00:00Z, PT24H",
    })
    void a_time_is_widened_to_what_its_parts_are_made_of(Duration part, Instant from, Instant to, Duration resolution) {
        var range =
                TrendRange.covering(Instant.parse("2026-11-26T10:17:30Z"), Instant.parse("2026-11-26T11:22:01Z"), part);

        assertThat(range).isEqualTo(new TrendRange(from, to, resolution));
    }
}
