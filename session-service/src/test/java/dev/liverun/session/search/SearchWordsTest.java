package dev.liverun.session.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchWordsTest {

    @Test
    void everyWordIsAPrefix() {
        assertThat(SearchWords.prefixes("Release 7 pay")).isEqualTo("'Release':* & '7':* & 'pay':*");
    }

    @Test
    void operatorsAreNotTakenAsSuch() {
        assertThat(SearchWords.prefixes("a' | !b:* <-> (c")).isEqualTo("'a':* & 'b':* & 'c':*");
    }

    @Test
    void wordsOfEveryScriptAreFound() {
        assertThat(SearchWords.prefixes("Zürich-東京")).isEqualTo("'Zürich':* & '東京':*");
    }

    @Test
    void withoutAWordThereIsNothingToSearchFor() {
        assertThat(SearchWords.prefixes(" -:& ")).isNull();
    }
}
