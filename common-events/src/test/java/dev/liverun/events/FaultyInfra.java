package dev.liverun.events;

import dev.liverun.embedded.Database;
import dev.liverun.embedded.Dist;
import dev.liverun.embedded.EmbeddedKafka;
import dev.liverun.embedded.EmbeddedPostgres;
import dev.liverun.embedded.KafkaOptions;
import dev.liverun.embedded.PostgresOptions;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A durable PostgreSQL and a broker of this module's own, which its tests may stop and kill. */
public final class FaultyInfra implements QuarkusTestResourceLifecycleManager {

    private static EmbeddedPostgres postgres;
    private static EmbeddedKafka kafka;

    /** Started at first use; they end with this JVM. */
    public static synchronized EmbeddedPostgres postgres() {
        if (postgres == null) {
            postgres = EmbeddedPostgres.start(
                    PostgresOptions.of(Dist.fromSystemProperty()).durable(true));
        }
        return postgres;
    }

    public static synchronized EmbeddedKafka kafka() {
        if (kafka == null) {
            kafka = EmbeddedKafka.start(KafkaOptions.of(Dist.fromSystemProperty()));
        }
        return kafka;
    }

    @Override
    public Map<String, String> start() {
        Database database = postgres().createDatabase("events", "events", "events");
        return Map.of(
                "quarkus.datasource.reactive.url", database.reactiveUrl(),
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.username", database.role(),
                "quarkus.datasource.password", database.password(),
                "kafka.bootstrap.servers", kafka().bootstrapServers());
    }

    @Override
    public void stop() {
        // They outlive Quarkus, for the tests that need no Quarkus; attached processes end with this JVM.
    }
}
