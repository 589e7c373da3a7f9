package dev.liverun.load;

import dev.liverun.embedded.Dist;
import dev.liverun.embedded.EmbeddedKafka;
import dev.liverun.embedded.EmbeddedPostgres;
import dev.liverun.embedded.KafkaOptions;
import dev.liverun.embedded.PostgresOptions;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** {@code deploy/load/events}: on a durable PostgreSQL and a Kafka of its own, which end with it. */
@QuarkusMain
public final class LoadMain {

    private LoadMain() {}

    public static void main(String[] arguments) {
        var dist = Dist.fromSystemProperty();
        var postgres = EmbeddedPostgres.start(PostgresOptions.of(dist).durable(true));
        var kafka = EmbeddedKafka.start(KafkaOptions.of(dist));
        var database = postgres.createDatabase("load", "load", "load");
        System.setProperty("quarkus.datasource.reactive.url", database.reactiveUrl());
        System.setProperty("quarkus.datasource.jdbc.url", database.jdbcUrl());
        System.setProperty("quarkus.datasource.username", database.role());
        System.setProperty("quarkus.datasource.password", database.password());
        System.setProperty("kafka.bootstrap.servers", kafka.bootstrapServers());
        Quarkus.run(EventsBenchmark.class, arguments);
    }
}
