package dev.liverun.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liverun.local.stack.StackException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

    @ParameterizedTest
    @CsvSource({"30s, 30", "15m, 900", "8h, 28800", "90d, 7776000"})
    void a_time_to_live_is_a_number_and_a_unit(String text, long seconds) {
        assertThat(Token.duration(text)).hasSeconds(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "h", "-1h", "8 h", "1.5h", "8y"})
    void anything_else_is_told_how_to_be_written(String text) {
        assertThatThrownBy(() -> Token.duration(text))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("such as 8h");
    }
}
