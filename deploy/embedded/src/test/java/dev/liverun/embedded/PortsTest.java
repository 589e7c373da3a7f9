package dev.liverun.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void nobodyIsGivenThePortOfSomebodyElseWhoDoesNotListenYet() {
        assertThat(IntStream.range(0, 1000).map(ignored -> Ports.free())).doesNotHaveDuplicates();
    }
}
