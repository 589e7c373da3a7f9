package dev.liverun.runner.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.Ids;
import dev.liverun.runner.history.Flakiness.Observation;
import dev.liverun.runner.history.Flakiness.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlakinessTest {

    @ParameterizedTest
    @CsvSource({
        "++++++++++, STABLE, 0.0",
        "+-+-+-+-+-, FLAKY, 1.0",
        "+++-++++-+, FLAKY, 0.444",
        "++++++----, BROKEN, 0.111",
        "----------, BROKEN, 0.0",
        "-----+++++, STABLE, 0.111",
        "+-+, TOO_FEW, 1.0"
    })
    void whatChangesItsMindIsFlakyAndWhatFailsForEverIsNot(String history, Verdict verdict, double score) {
        List<Observation> observations = new ArrayList<>();
        history.chars().forEach(one -> observations.add(new Observation(Ids.next(), "status equals", one == '+')));

        assertThat(Flakiness.assess(observations)).singleElement().satisfies(assessed -> {
            assertThat(assessed.verdict()).isEqualTo(verdict);
            assertThat(assessed.score()).isEqualTo(score);
            assertThat(assessed.results()).isEqualTo(history.length());
        });
    }
}
