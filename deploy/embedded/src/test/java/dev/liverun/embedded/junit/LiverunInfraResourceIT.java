package dev.liverun.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liverun.embedded.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiverunInfraResourceIT {

    @Test
    void eachRunGetsADatabaseAndATopicPrefixOfItsOwn() throws SQLException {
        try (TestServices first = TestServices.open("session");
                TestServices second = TestServices.open("session")) {
            assertThat(first.bootstrapServers()).isEqualTo(second.bootstrapServers());
            assertThat(first.topicPrefix()).isNotEqualTo(second.topicPrefix()).endsWith(".");
            assertThat(first.database().name())
                    .startsWith("session_")
                    .isNotEqualTo(second.database().name());
            connect(first).close();
            connect(second).close();
        }
    }

    @Test
    void topicsAreMadeByWritingToThem() throws Exception {
        try (TestServices services = TestServices.open("session")) {
            String topic = services.topicPrefix() + "liverun.sessions";

            Topics.write(services.bootstrapServers(), topic, "created", "started");

            assertThat(Topics.read(services.bootstrapServers(), topic, 2)).containsExactly("created", "started");
        }
    }

    @Test
    void theDatabaseIsGoneAfterwards() {
        TestServices services = TestServices.open("session");
        services.close();

        assertThatThrownBy(() -> connect(services)).isInstanceOf(SQLException.class);
    }

    @Test
    void theQuarkusResourceGivesItAsConfiguration() {
        LiverunInfraResource resource = new LiverunInfraResource();
        resource.init(Map.of("service", "runner"));

        Map<String, String> configuration = resource.start();
        resource.stop();

        assertThat(configuration)
                .containsOnlyKeys(
                        "quarkus.datasource.reactive.url",
                        "quarkus.datasource.jdbc.url",
                        "quarkus.datasource.username",
                        "quarkus.datasource.password",
                        "kafka.bootstrap.servers",
                        "liverun.events.topic-prefix");
        assertThat(configuration.get("quarkus.datasource.username")).startsWith("runner_");
    }

    private static Connection connect(TestServices services) throws SQLException {
        return DriverManager.getConnection(
                services.database().jdbcUrl(),
                services.database().role(),
                services.database().password());
    }
}
