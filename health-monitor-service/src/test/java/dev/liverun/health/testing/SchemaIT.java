package dev.liverun.health.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The specification's rules and indexes, in the database itself. */
@QuarkusTest
class SchemaIT {

    private static final String STATUS = "integration_health_status_";

    private static final String MANY = """
            insert into integration_endpoints (id, name, base_url, health_check_url, auth_type, rate_limit_per_minute,
                                               timeout_seconds, retry_attempts, enabled, check_interval_seconds,
                                               health_check, confirmation, created_at, updated_at, version)
            select gen_random_uuid(), 'one of many ' || n, 'http://many.test', 'http://many.test', 'NONE', 60, 10, 0, true,
                   30, '{}', '{}', now(), now(), 1 from generate_series(1, 1000) n;
            insert into check_schedule (endpoint_id, active, next_due_at)
            select id, true, now() + interval '1 hour' * random()
              from integration_endpoints where name like 'one of many %';
            insert into integration_health_status (id, endpoint_id, status, checked_at)
            select gen_random_uuid(), id, 'HEALTHY', now() - n * interval '3 hours'
              from integration_endpoints, generate_series(1, 20) n where name like 'one of many %';
            analyze integration_endpoints, check_schedule, integration_health_status
            """;

    @Inject
    Pool pool;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status_code = 99 | status_code",
                "status_code = 600 | status_code",
                "response_time_ms = -1 | response_time_ms",
                "checked_at = now() + interval '1 minute' | checked_at",
                "status = 'FINE' | status",
                "metadata = '[]' | metadata",
            })
    void the_rules_of_a_check_hold_in_the_database(String change, String constraint) {
        var endpoint = Integrations.registerChecked("http://127.0.0.1:9", Map.of());

        assertThatThrownBy(() -> run(
                        "update integration_health_status set " + change + " where endpoint_id = '" + endpoint + "'"))
                .hasMessageContaining(STATUS + constraint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "base_url = 'ftp://x' | base_url",
                "health_check_url = 'x' | health_check_url",
                "rate_limit_per_minute = 0 | rate_limit_per_minute",
                "timeout_seconds = 0 | timeout_seconds",
                "timeout_seconds = 301 | timeout_seconds",
                "retry_attempts = -1 | retry_attempts",
                "retry_attempts = 11 | retry_attempts",
                "auth_type = 'BASIC' | auth_type",
                "auth_type = 'API_KEY' | credential",
                "name = '' | name",
            })
    void the_rules_of_an_endpoint_hold_in_the_database(String change, String constraint) {
        var endpoint = Integrations.register("http://127.0.0.1:9", Map.of());

        assertThatThrownBy(() -> run("update integration_endpoints set " + change + " where id = '" + endpoint + "'"))
                .hasMessageContaining("integration_endpoints_" + constraint);
    }

    @Test
    void a_check_of_no_endpoint_cannot_be_stored() {
        assertThatThrownBy(() -> run("insert into integration_health_status (id, endpoint_id, status) values ('"
                        + UUID.randomUUID() + "', '" + UUID.randomUUID() + "', 'HEALTHY')"))
                .hasMessageContaining(STATUS + "endpoint_id_fkey");
    }

    @Test
    void each_index_of_the_specification_serves_its_query() {
        var endpoint = UUID.randomUUID();

        assertThat(plan("select * from integration_health_status where checked_at >= now() - interval '1 hour'"))
                .containsPattern(STATUS + "p\\d_checked_at_idx");
        assertThat(plan("select * from integration_health_status where endpoint_id = '" + endpoint
                        + "' order by checked_at desc limit 1"))
                .containsPattern(STATUS + "p\\d_endpoint_id_checked_at_idx");
        assertThat(plan("select * from integration_health_status c where endpoint_id = '" + endpoint
                        + "' and (checked_at, id) < (now(), '" + endpoint
                        + "') order by checked_at desc, id desc limit 50"))
                .containsPattern(STATUS + "p\\d_endpoint_id_checked_at_idx");
    }

    @Test
    void what_the_scheduler_and_lists_ask_is_served_by_an_index() {
        assertThat(plan("select endpoint_id from check_schedule where owner is null and active and next_due_at <= now()"
                        + " order by next_due_at limit 100"))
                .contains("check_schedule_due");
        assertThat(plan("select * from integration_endpoints where removed_at is null order by lower(name) limit 50"))
                .contains("integration_endpoints_name_key");
    }

    /** How PostgreSQL goes about it among many: of few, one index is as good as another. Nothing of them stays. */
    private String plan(String query) {
        var connection = pool.getConnectionAndAwait();
        var transaction = connection.beginAndAwait();
        try {
            connection.query(MANY).executeAndAwait();
            return StreamSupport.stream(
                            connection
                                    .query("explain " + query)
                                    .executeAndAwait()
                                    .spliterator(),
                            false)
                    .map(row -> row.getString(0))
                    .collect(Collectors.joining("\n"));
        } finally {
            transaction.rollbackAndAwait();
            connection.closeAndAwait();
        }
    }

    private void run(String statement) {
        pool.query(statement).execute().await().atMost(Duration.ofSeconds(10));
    }
}
