package dev.liverun.embedded;

/** A database and the one role that may use it. */
public record Database(String host, int port, String name, String role, String password) {

    /** For JDBC (Flyway). */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    /** For Vert.x's reactive client, as in {@code quarkus.datasource.reactive.url}. */
    public String reactiveUrl() {
        return "postgresql://" + host + ":" + port + "/" + name;
    }
}
