package dev.liverun.feedback.attachments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilenamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "shot.png ~ shot.png",
                "../../etc/passwd ~ passwd",
                "C:\\Users\\ada\\shot.png ~ shot.png",
                "'' ~ unnamed",
                ".. ~ unnamed",
                "a/ ~ unnamed",
                "grüße 😀.txt ~ grüße 😀.txt"
            })
    void onlyTheLastPartOfANameIsKept(String given, String kept) {
        assertThat(Filenames.clean(given)).isEqualTo(kept);
    }

    @Test
    void whatBreaksALineOrHidesAnEndingIsTakenOut() {
        assertThat(Filenames.clean("a\r\nSet-Cookie: b\0\".png")).isEqualTo("aSet-Cookie: b.png");
        assertThat(Filenames.clean("gnp.\u202Eexe")).isEqualTo("gnp.exe");
    }

    @Test
    void ofALongNameTheEndIsKept() {
        assertThat(Filenames.clean("x".repeat(300) + ".png")).hasSize(255).endsWith("x.png");
    }

    @Test
    void aHeaderHoldsEveryName() {
        assertThat(Filenames.disposition("grüße; \"x\"*.txt"))
                .isEqualTo("attachment; filename=\"gr__e_ _x__.txt\";"
                        + " filename*=UTF-8''gr%C3%BC%C3%9Fe%3B%20%22x%22%2A.txt");
    }
}
