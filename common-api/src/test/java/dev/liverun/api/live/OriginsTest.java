package dev.liverun.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

    private final Origins origins = new Origins(List.of("https://Console.example"));

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, localhost:8080",
        "https://liverun.example, liverun.example",
        "https://LIVERUN.example, liverun.EXAMPLE",
        "https://console.example, localhost:8080",
    })
    void pagesOfTheAskedAddressAndTrustedOnesAreAdmitted(String origin, String asked) {
        assertThat(origins.admits(origin, asked)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:9999, localhost:8080",
        "https://evil.example, liverun.example",
        "https://liverun.example.evil.example, liverun.example",
        "null, localhost:8080",
        "http://[, localhost:8080",
        "'', localhost:8080",
    })
    void pagesOfOtherAddressesAreNot(String origin, String asked) {
        assertThat(origins.admits(origin, asked)).isFalse();
    }

    @Test
    void programsSayNoOrigin() {
        assertThat(origins.admits(null, "localhost:8080")).isTrue();
    }
}
