package dev.liverun.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    @TempDir
    Path directory;

    private KafkaOptions options() {
        return KafkaOptions.of(Dist.fromSystemProperty()).dataDir(directory.resolve("with a space/kafka"));
    }

    /** One story, because each start takes seconds. */
    @Test
    void recordsAndPortSurviveAStopAndAKill() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(options())) {
            int port = kafka.port();
            Topics.write(kafka.bootstrapServers(), "kept", "first");
            kafka.stop();
            assertThat(kafka.isRunning()).isFalse();
            // Left behind by a crash, and the number has gone to another program since.
            Files.writeString(
                    kafka.dataDir().resolve("kafka.pid"),
                    "pid=" + ProcessHandle.current().pid() + "\nstarted=0\n");
            assertThat(kafka.isRunning()).isFalse();

            kafka.startAgain();
            assertThat(kafka.port()).isEqualTo(port);
            Topics.write(kafka.bootstrapServers(), "kept", "second");
            assertThat(EmbeddedKafka.start(options()).pid()).as("taken over").isEqualTo(kafka.pid());

            kafka.kill();
            assertThat(kafka.isRunning()).isFalse();
            kafka.startAgain();
            assertThat(kafka.port()).isEqualTo(port);
            assertThat(Topics.read(kafka.bootstrapServers(), "kept", 2)).containsExactly("first", "second");
        }
    }

    @Test
    void aPortInUseGivesOnePlainSentence() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int taken = other.getLocalPort();

            assertThatThrownBy(() -> EmbeddedKafka.start(options().port(taken)))
                    .isInstanceOf(EmbeddedException.class)
                    .hasMessage("Port " + taken
                            + " is in use by another program: stop that program or give Kafka another port.");
        }
    }
}
