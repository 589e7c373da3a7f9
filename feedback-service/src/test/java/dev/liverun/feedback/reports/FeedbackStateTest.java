package dev.liverun.feedback.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FeedbackStateTest {

    @ParameterizedTest
    @CsvSource({
        "OPEN, IN_PROGRESS RESOLVED CLOSED",
        "IN_PROGRESS, RESOLVED CLOSED",
        "RESOLVED, OPEN IN_PROGRESS CLOSED",
        "CLOSED, OPEN IN_PROGRESS"
    })
    void eachStateHasItsLegalSteps(FeedbackState state, String legal) {
        assertThat(state.legal())
                .containsExactlyElementsOf(Arrays.stream(legal.split(" "))
                        .map(FeedbackState::valueOf)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void noStateLeadsToItself(FeedbackState state) {
        assertThat(state.legal()).doesNotContain(state);
    }

    @Test
    void onlyWhatIsResolvedOrClosedHasATimeOfIt() {
        assertThat(FeedbackState.values())
                .filteredOn(FeedbackState::isResolved)
                .containsExactly(FeedbackState.RESOLVED, FeedbackState.CLOSED);
    }
}
