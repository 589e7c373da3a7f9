package dev.liverun.runner.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liverun.api.problem.Invalid;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| 10",
                "wait=3 | 3",
                "respond-async, wait=3 | 3",
                "WAIT = \"4\" | 4",
                "respond-async | 0",
                "wait=999999999 | 55",
                "return=minimal | 10"
            })
    void prefersWhatTheCallerPrefers(String prefer, long seconds) {
        assertThat(Waiting.asked(prefer, Duration.ofSeconds(10), Duration.ofSeconds(55))
                        .time())
                .hasSeconds(seconds);
    }

    @Test
    void aWaitThatIsNoNumberIsInvalid() {
        assertThatThrownBy(() -> Waiting.asked("wait=soon", Duration.ZERO, Duration.ZERO))
                .isInstanceOf(Invalid.class);
    }
}
