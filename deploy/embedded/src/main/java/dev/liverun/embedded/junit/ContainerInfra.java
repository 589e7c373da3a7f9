package dev.liverun.embedded.junit;

import dev.liverun.embedded.Database;
import dev.liverun.embedded.DatabaseServer;
import dev.liverun.embedded.Ports;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/**
 * PostgreSQL and Kafka in containers, once per JVM; Testcontainers removes them when the JVM ends. The images can be
 * replaced through the system properties {@code liverun.containers.postgres} and {@code liverun.containers.kafka}.
 */
final class ContainerInfra {
    static final Duration START_PATIENCE = Duration.ofMinutes(3);

    private static @Nullable ContainerInfra shared;

    private final DatabaseServer postgres;
    private final KafkaInContainer kafka;

    private ContainerInfra() {
        GenericContainer<?> database = new GenericContainer<>(image("postgres", "postgres:18"))
                .withExposedPorts(5432)
                .withEnv("POSTGRES_PASSWORD", "test")
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200")
                .waitingFor(Wait.forListeningPort().withStartupTimeout(START_PATIENCE));
        kafka = new KafkaInContainer(image("kafka", "apache/kafka:4.1.2"), Ports.free());
        Startables.deepStart(database, kafka).join();
        postgres = new DatabaseServer(
                new Database(database.getHost(), database.getMappedPort(5432), "postgres", "postgres", "test"));
    }

    static synchronized ContainerInfra shared() {
        if (shared == null) {
            shared = new ContainerInfra();
        }
        return shared;
    }

    private static DockerImageName image(String what, String usual) {
        String name = System.getProperty("liverun.containers." + what, usual);
        String official = usual.substring(0, usual.indexOf(':'));
        return DockerImageName.parse(name).asCompatibleSubstituteFor(official);
    }

    Database createDatabase(String name) {
        return postgres.create(name, name, "test");
    }

    void dropDatabase(String name) {
        postgres.drop(name, name);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }
}
