package dev.liverun.api.conditional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.PreconditionRequired;
import dev.liverun.api.problem.StaleVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "'\"7\"' | true",
                "'\"6\", \"7\"' | true",
                "'*' | true",
                "'\"6\"' | false",
                "'W/\"7\"' | false",
                "'\"07\"' | false",
            })
    void it_compares_strongly(String header, boolean matches) {
        assertThat(IfMatch.required(header).matches(7)).isEqualTo(matches);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void it_is_required(String header) {
        assertThatThrownBy(() -> IfMatch.required(header)).isInstanceOf(PreconditionRequired.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"7", "\"7\" \"8\"", "\"7\",", "'7'"})
    void what_is_no_entity_tag_is_refused(String header) {
        assertThatThrownBy(() -> IfMatch.required(header)).isInstanceOf(Invalid.class);
    }

    @Test
    void the_tag_of_a_version_matches_that_version_only() {
        var mine = IfMatch.required(ETags.header(7));
        mine.check(7);
        assertThatThrownBy(() -> mine.check(8))
                .isInstanceOfSatisfying(
                        StaleVersion.class, stale -> assertThat(stale.members()).containsEntry("current_version", 8L));
    }
}
