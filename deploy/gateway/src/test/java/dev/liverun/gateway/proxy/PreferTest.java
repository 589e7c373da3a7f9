package dev.liverun.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=10                     | 70",
                "respond-async, wait=20      | 80",
                "wait=20; foo                | 80",
                "wait = \"5\"                | 65",
                "wait=9999                   | 360",
                "await=10                    | 60",
                "wait=soon                   | 60",
                "respond-async               | 60",
            })
    void a_client_that_prefers_to_wait_is_waited_with_but_not_forever(String prefer, long seconds) {
        var headers = MultiMap.caseInsensitiveMultiMap().add("Prefer", prefer);

        assertThat(Prefer.patience(headers, Duration.ofSeconds(60))).isEqualTo(Duration.ofSeconds(seconds));
    }
}
