package dev.liverun.health.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;

/** What stacks of before keep when they are brought up to date. */
@QuarkusTest
class MigrationIT {

    private static final String SCHEMA = "from_v1";

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    Optional<String> password;

    @Test
    void checks_of_the_first_version_are_kept_and_counted() throws SQLException {
        flyway().target("1").load().migrate();
        try (var connection = connection()) {
            run(connection, """
                    insert into integration_endpoints (id, name, base_url, health_check_url, auth_type, rate_limit_per_minute,
                        timeout_seconds, retry_attempts, enabled, check_interval_seconds, health_check, confirmation,
                        created_at, updated_at, version)
                    values ('01890a5d-ac96-774b-bcce-b302099a8057', 'old', 'http://old.test', 'http://old.test', 'NONE', 60, 10, 0,
                        true, 30, '{}', '{}', now(), now(), 1)""");
            run(connection, "insert into endpoint_health (endpoint_id) select id from integration_endpoints");
            run(connection, """
                    insert into integration_health_status (id, endpoint_id, status, response_time_ms, checked_at, metadata)
                    select gen_random_uuid(), id, case when n = 3 then 'TIMEOUT' when n = 2 then 'DEGRADED' else 'HEALTHY' end,
                           case when n < 3 then 10 * n end, timestamptz '2026-03-01T12:00:00Z' + n * interval '1 second',
                           jsonb_build_object('reason', case when n = 2 then 'RATE_LIMITED' else 'OK' end)
                      from integration_endpoints, generate_series(0, 3) n""");
            run(connection, """
                    insert into integration_health_status_sessions (session_id, health_status_id, endpoint_id, checked_at)
                    select gen_random_uuid(), id, endpoint_id, checked_at from integration_health_status""");

            flyway().load().migrate();

            assertThat(text(
                            connection,
                            "select count(*) || ' ' || count(distinct tableoid) from integration_health_status"))
                    .isEqualTo("4 1");
            assertThat(text(connection, "select stored from endpoint_health")).isEqualTo("4");
            assertThat(
                            text(
                                    connection,
                                    "select concat_ws(' ', bucket at time zone 'UTC', healthy, degraded, unhealthy, timeout,"
                                            + " rate_limited, excused, pending, cardinality(response_times)) from health_minutes"))
                    .isEqualTo("2026-03-01 12:00:00 2 1 0 1 1 0 t 3");
            assertThat(text(connection, "select count(*) from integration_health_status_sessions"))
                    .isEqualTo("4");
            run(connection, "delete from integration_health_status");
            assertThat(text(connection, "select count(*) from integration_health_status_sessions"))
                    .isEqualTo("0");
        }
    }

    private FluentConfiguration flyway() {
        return Flyway.configure()
                .dataSource(url, user, password.orElse(null))
                .schemas(SCHEMA)
                .locations("db/migration");
    }

    private Connection connection() throws SQLException {
        var connection = DriverManager.getConnection(url, user, password.orElse(null));
        run(connection, "set search_path to " + SCHEMA);
        return connection;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
