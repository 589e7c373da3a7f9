package dev.liverun.embedded;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistTest {

    @Test
    void aTreeThatIsNotBuiltGivesOneSentenceWithTheNextStep(@TempDir Path empty) {
        assertThatThrownBy(() -> EmbeddedKafka.start(KafkaOptions.of(new Dist(empty))))
                .isInstanceOf(EmbeddedException.class)
                .hasMessageStartingWith("There is no " + empty)
                .hasMessageContaining("mvn -pl deploy/embedded package");
    }
}
