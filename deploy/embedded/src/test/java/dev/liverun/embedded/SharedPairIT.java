package dev.liverun.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedPairIT {
    @TempDir
    Path directory;

    /** Asks for the pair in the given directory and ends. */
    static final class User {
        public static void main(String[] arguments) {
            EmbeddedInfra pair = pairIn(Path.of(arguments[0])).acquire();
            System.out.println(pair.postgres().pid() + " " + pair.kafka().pid());
        }
    }

    private static SharedPair pairIn(Path directory) {
        return new SharedPair(Dist.fromSystemProperty(), directory, Duration.ofMinutes(10));
    }

    @Test
    void itOutlivesItsStarterServesOtherJvmsAndEndsWhenNobodyUsesIt() throws Exception {
        Path state = directory.resolve("shared");
        String first;
        try (OtherJvm starter = OtherJvm.run(User.class, state.toString())) {
            first = starter.line();
            assertThat(starter.line()).as("the starter has ended").isNull();
        }
        EmbeddedInfra pair = pairIn(state).acquire();
        String second = pair.postgres().pid() + " " + pair.kafka().pid();
        pair.close();

        assertThat(second).as("closing it does not take it from the others").isEqualTo(first);
        assertThat(pair.postgres().isRunning()).isTrue();
        assertThat(pair.kafka().isRunning()).isTrue();

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            // Again and again, while it is there: this JVM keeps it young.
            state.resolve("lease").toFile().setLastModified(0);
            assertThat(pair.postgres().isRunning()).as("PostgreSQL").isFalse();
            assertThat(pair.kafka().isRunning()).as("Kafka").isFalse();
            assertThat(state.resolve("postgres")).doesNotExist();
            assertThat(state.resolve("kafka")).doesNotExist();
        });
        pairIn(state).stop();
        assertThat(state).doesNotExist();
    }
}
