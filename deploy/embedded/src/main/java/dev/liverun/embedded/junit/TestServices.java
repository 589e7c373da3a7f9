package dev.liverun.embedded.junit;

import dev.liverun.embedded.Database;
import dev.liverun.embedded.Dist;
import dev.liverun.embedded.EmbeddedInfra;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one test run gets for itself: a fresh database with a role of its own, and a prefix for its Kafka topics and consumer
 * groups, so that test runs that share a PostgreSQL and a Kafka never meet. Close it to remove the database.
 */
public final class TestServices implements AutoCloseable {
    private final Database database;
    private final String bootstrapServers;
    private final String topicPrefix;
    private final Runnable dropDatabase;

    private TestServices(Database database, String bootstrapServers, String topicPrefix, Runnable dropDatabase) {
        this.database = database;
        this.bootstrapServers = bootstrapServers;
        this.topicPrefix = topicPrefix;
        this.dropDatabase = dropDatabase;
    }

    /**
     * Opens on the pair that the whole build shares; with the system property {@code infra=containers} on containers that
     * this JVM shares. {@code service} begins the database's name, to be recognised in logs: lower-case letters.
     */
    public static TestServices open(String service) {
        String run = Integer.toString(0x10000 + new SecureRandom().nextInt(0xffffff), 36);
        String name = service + "_" + run;
        String prefix = "t" + run + ".";
        if ("containers".equals(System.getProperty("infra"))) {
            ContainerInfra containers = ContainerInfra.shared();
            Database database = containers.createDatabase(name);
            return new TestServices(
                    database, containers.bootstrapServers(), prefix, () -> containers.dropDatabase(name));
        }
        EmbeddedInfra shared = EmbeddedInfra.shared(Dist.fromSystemProperty());
        Database database = shared.postgres().createDatabase(name, name, "test");
        return new TestServices(database, shared.kafka().bootstrapServers(), prefix, () -> shared.postgres()
                .dropDatabase(name, name));
    }

    public Database database() {
        return database;
    }

    /** For {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Ends with a dot. To be put before every topic and consumer group. */
    public String topicPrefix() {
        return topicPrefix;
    }

    /** The same as Quarkus configuration. */
    public Map<String, String> configuration() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("quarkus.datasource.reactive.url", database.reactiveUrl());
        all.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        all.put("quarkus.datasource.username", database.role());
        all.put("quarkus.datasource.password", database.password());
        all.put("kafka.bootstrap.servers", bootstrapServers);
        all.put("liverun.events.topic-prefix", topicPrefix);
        return all;
    }

    @Override
    public void close() {
        dropDatabase.run();
    }
}
