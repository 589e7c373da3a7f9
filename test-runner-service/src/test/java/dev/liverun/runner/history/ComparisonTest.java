package dev.liverun.runner.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.Ids;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.runner.history.Comparison.Change;
import dev.liverun.runner.history.Comparison.Key;
import dev.liverun.runner.history.Comparison.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static final Key KEY = new Key("pay", Ids.next(), null, "bank");

    @ParameterizedTest
    @CsvSource({
        "PASSED, PASSED, UNCHANGED",
        "PASSED, FAILED, NEW_FAILURE",
        "PASSED, ERROR, NEW_FAILURE",
        "FAILED, PASSED, FIXED",
        "FAILED, ERROR, STILL_FAILING",
        "PASSED, SKIPPED, NOT_RUN",
        "PASSED, , NOT_RUN",
        ", PASSED, ADDED",
        "SKIPPED, FAILED, NEW_FAILURE",
        "FAILED PASSED, PASSED FAILED, NEW_FAILURE",
        "SKIPPED, SKIPPED, UNCHANGED"
    })
    void theLastResultThatWasCarriedOutDecides(String base, String now, Change change) {
        var lines = Comparison.of(side(base), side(now), Map.of());

        assertThat(lines).singleElement().satisfies(line -> assertThat(line.change())
                .isEqualTo(change));
    }

    @ParameterizedTest
    @CsvSource({
        "100, 300, 100 110 90 105 95, true",
        "100, 300, 100 500 90 400 300, false",
        "100, 140, 100 100 100 100 100, false",
        "10, 30, 10 10 10 10 10, false",
        "100, 200, , true"
    })
    void slowerIsWhatIsBeyondWhatWasUsual(double base, double now, String usual, boolean slower) {
        List<Double> noise = usual == null
                ? List.of()
                : Stream.of(usual.split(" ")).map(Double::valueOf).toList();

        assertThat(Comparison.slower(base, now, List.of(), noise)).isEqualTo(slower);
    }

    private static Map<Key, List<Outcome>> side(String statuses) {
        return statuses == null
                ? Map.of()
                : Map.of(
                        KEY,
                        Stream.of(statuses.split(" "))
                                .map(status -> new Outcome(Ids.next(), TestStatus.valueOf(status), null, null, 10))
                                .toList());
    }
}
