package dev.liverun.feedback.attachments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-9, 0, 10",
        "bytes=5-, 5, 95",
        "bytes=-7, 93, 7",
        "bytes=-700, 0, 100",
        "bytes=90-200, 90, 10",
        "bytes=100-, 100, 0",
        "bytes=-0, 100, 0"
    })
    void oneRangeIsServed(String header, long first, long length) {
        assertThat(ByteRange.of(header, 100)).contains(new ByteRange(first, length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=9-5", "bytes=a-b", ""})
    void whateverElseIsAskedForGetsTheWholeFile(String header) {
        assertThat(ByteRange.of(header, 100)).isEmpty();
    }

    @Test
    void whoAsksForNoneGetsAll() {
        assertThat(ByteRange.of(null, 100)).isEqualTo(Optional.empty());
        assertThat(new ByteRange(5, 5).contentRange(100)).isEqualTo("bytes 5-9/100");
        assertThat(new ByteRange(100, 0).contentRange(100)).isEqualTo("bytes */100");
    }
}
