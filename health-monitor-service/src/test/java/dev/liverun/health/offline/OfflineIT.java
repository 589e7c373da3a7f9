package dev.liverun.health.offline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.health.testing.Integrations;
import dev.liverun.health.testing.Target;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nobody can be reached any more: that is our outage, not everybody else's. */
@QuarkusTest
class OfflineIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int HOSTS = 5;

    @Inject
    Pool pool;

    @TestHTTPResource(management = true)
    URI management;

    @Test
    void our_outage_counts_against_nobody_and_theirs_does() {
        var ids = IntStream.rangeClosed(1, HOSTS)
                .mapToObj(host -> Integrations.register("http://127.0.1." + host + ":9", Map.of("enabled", false)))
                .toArray(UUID[]::new);

        checkAtOnce(ids);

        await().atMost(PATIENCE).until(() -> metrics().contains("liverun_health_offline 1.0"));
        await().atMost(PATIENCE).until(() -> running(ids) == 0);
        assertThat(metrics()).contains("liverun_health_checks_not_made_total{cause=\"OFFLINE\"}");
        assertThat(stored(ids)).isZero();

        try (var target = new Target()) {
            Integrations.registerChecked(target.url(), Map.of());
            await().atMost(PATIENCE).until(() -> metrics().contains("liverun_health_offline 0.0"));

            checkAtOnce(ids);

            await().atMost(PATIENCE).until(() -> stored(ids) == HOSTS);
        }
    }

    private void checkAtOnce(UUID[] ids) {
        pool.preparedQuery("update check_schedule set active = true, next_due_at = now() where endpoint_id = any ($1)")
                .execute(Tuple.of((Object) ids))
                .await()
                .atMost(PATIENCE);
    }

    private long stored(UUID[] ids) {
        return number("select count(*) from integration_health_status where endpoint_id = any ($1)", ids);
    }

    /** Those that are due, or being checked. */
    private long running(UUID[] ids) {
        return number(
                "select count(*) from check_schedule where endpoint_id = any ($1)"
                        + " and (owner is not null or next_due_at <= now())",
                ids);
    }

    private long number(String query, UUID[] ids) {
        return pool.preparedQuery(query)
                .execute(Tuple.of((Object) ids))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    private String metrics() {
        return given().get(management.resolve("/q/metrics")).asString();
    }
}
