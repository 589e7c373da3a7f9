package dev.liverun.health.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.health.testing.Integrations;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SlaIT {

    @Inject
    Pool pool;

    @Test
    void a_month_is_summed_up_from_its_days() {
        var name = "sla " + UUID.randomUUID();
        var id = Integrations.register("http://127.0.0.1:9", Map.of("name", name, "enabled", false));
        pool.query("insert into health_rollups (endpoint_id, seconds, bucket, healthy, degraded, unhealthy, timeout,"
                        + " rate_limited, excused, bins, bin_counts) values ('" + id
                        + "', 86400, '2026-01-01T00:00Z',"
                        + " 90, 10, 1, 0, 1, 5, '{}', '{}'), ('" + id
                        + "', 86400, '2026-01-31T00:00Z', 900, 0, 0, 0, 0, 0,"
                        + " '{}', '{}'), ('" + id + "', 86400, '2026-02-01T00:00Z', 7, 0, 7, 0, 0, 0, '{}', '{}')")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));

        Tokens.as(Roles.VIEWER)
                .get("/api/v1/service-levels?month=2026-01&objective=99.95")
                .then()
                .statusCode(200)
                .body("items.find { it.name == '" + name + "' }.checks", equalTo(1006))
                .body("items.find { it.name == '" + name + "' }.uptime_percent", equalTo(99.9f))
                .body("items.find { it.name == '" + name + "' }.met", equalTo(false));
        var csv = Tokens.as(Roles.VIEWER).get("/api/v1/service-levels/csv?month=2026-01");
        assertThat(csv.contentType()).startsWith("text/csv");
        assertThat(csv.asString()).contains(id + "," + name + ",1006,1,1,5,99.9,0,");
    }
}
