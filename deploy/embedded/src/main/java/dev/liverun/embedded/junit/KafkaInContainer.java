package dev.liverun.embedded.junit;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The upstream image, configured by its environment variables alone. A broker tells its clients where to find it, so the
 * port outside is chosen beforehand; Testcontainers' own class instead rewrites the image's start script.
 */
final class KafkaInContainer extends GenericContainer<KafkaInContainer> {
    private static final int PORT = 9092;

    private final String bootstrapServers;

    KafkaInContainer(DockerImageName image, int outside) {
        super(image);
        bootstrapServers = DockerClientFactory.instance().dockerHostIpAddress() + ":" + outside;
        ExposedPort inside = ExposedPort.tcp(PORT);
        withExposedPorts(PORT);
        waitingFor(Wait.forListeningPort().withStartupTimeout(ContainerInfra.START_PATIENCE));
        withCreateContainerCmdModifier(command -> {
            HostConfig host = command.getHostConfig();
            if (host != null) {
                host.withPortBindings(new PortBinding(Ports.Binding.bindPort(outside), inside));
            }
        });
        withEnv("KAFKA_NODE_ID", "1");
        withEnv("KAFKA_PROCESS_ROLES", "broker,controller");
        withEnv("KAFKA_LISTENERS", "PLAINTEXT://:" + PORT + ",CONTROLLER://:9093");
        withEnv("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + bootstrapServers);
        withEnv("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER");
        withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093");
        withEnv("KAFKA_NUM_PARTITIONS", "4");
        withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        for (String topic : new String[] {"OFFSETS_TOPIC", "TRANSACTION_STATE_LOG", "SHARE_COORDINATOR_STATE_TOPIC"}) {
            withEnv("KAFKA_" + topic + "_REPLICATION_FACTOR", "1");
            withEnv("KAFKA_" + topic + "_NUM_PARTITIONS", "4");
        }
        withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1");
        withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1");
    }

    String bootstrapServers() {
        return bootstrapServers;
    }
}
