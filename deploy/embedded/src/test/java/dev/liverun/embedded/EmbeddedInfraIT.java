package dev.liverun.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EmbeddedInfraIT {

    /** Starts an attached pair, says who it is, and waits to be killed. */
    static final class Parent {
        public static void main(String[] arguments) throws Exception {
            EmbeddedInfra pair = start();
            System.out.println(pair.postgres().pid());
            System.out.println(pair.kafka().pid());
            System.out.println(pair.postgres().dataDir());
            System.out.println(pair.kafka().dataDir());
            System.in.read();
        }
    }

    private static EmbeddedInfra start() {
        Dist dist = Dist.fromSystemProperty();
        return EmbeddedInfra.start(PostgresOptions.of(dist), KafkaOptions.of(dist));
    }

    @Test
    void twoPairsRunSideBySideAndAKilledParentLeavesNoOrphan() throws Exception {
        try (OtherJvm parent = OtherJvm.run(Parent.class);
                EmbeddedInfra ours = start()) {
            ProcessHandle postgres =
                    ProcessHandle.of(Long.parseLong(parent.line())).orElseThrow();
            ProcessHandle kafka =
                    ProcessHandle.of(Long.parseLong(parent.line())).orElseThrow();
            Path postgresData = Path.of(parent.line());
            Path kafkaData = Path.of(parent.line());
            assertThat(postgres.pid()).isNotEqualTo(ours.postgres().pid());
            assertThat(kafka.pid()).isNotEqualTo(ours.kafka().pid());

            parent.kill();

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(postgres.isAlive()).as("PostgreSQL").isFalse();
                assertThat(kafka.isAlive()).as("Kafka").isFalse();
                assertThat(Files.exists(postgresData)).isFalse();
                assertThat(Files.exists(kafkaData)).isFalse();
            });
            assertThat(ours.postgres().isRunning()).isTrue();
            assertThat(ours.kafka().isRunning()).isTrue();
        }
    }
}
