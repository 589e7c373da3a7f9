package dev.liverun.health.confirmed;

import static dev.liverun.health.testing.Integrations.PATH;
import static dev.liverun.health.testing.Integrations.awaitHealth;
import static dev.liverun.health.testing.Integrations.check;
import static dev.liverun.health.testing.Integrations.register;
import static dev.liverun.health.testing.Integrations.registerChecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.health.testing.Target;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A node that takes a while to wake. */
@QuarkusTest
class GraceIT {

    private static final Map<String, Object> WAKES = Map.of(
            "confirmation",
            Map.of("fall", Map.of("checks", 1, "of", 1), "rise", Map.of("checks", 1, "of", 1), "grace_seconds", 3600));

    @Inject
    Pool pool;

    @Test
    void while_it_wakes_it_is_no_outage_and_its_checks_say_so_and_count_for_nothing() {
        try (var target = new Target()) {
            var id = registerChecked(target.url(), WAKES);

            target.behaves(Target.answering(503));
            var waking = check(id);
            target.behaves(Target.answering(200));
            check(id);

            assertThat(waking.getString("status")).isEqualTo("UNHEALTHY");
            assertThat(waking.getBoolean("metadata.grace")).isTrue();
            assertThat(waking.getString("confirmed.status")).isEqualTo("HEALTHY");
            Tokens.as(Roles.VIEWER)
                    .get(PATH + "/" + id + "/health/transitions")
                    .then()
                    .body("items.size()", equalTo(1));
            Tokens.as(Roles.VIEWER)
                    .get("/api/v1/alarms?endpoint_id=" + id)
                    .then()
                    .body("items.size()", equalTo(0));
            Tokens.as(Roles.VIEWER)
                    .get(PATH + "/" + id + "/health/trend")
                    .then()
                    .body("total.checks", equalTo(3))
                    .body("total.excused", equalTo(1))
                    .body("total.by_status.UNHEALTHY", equalTo(0))
                    .body("total.uptime_percent", equalTo(100.0f));
            Tokens.as(Roles.VIEWER)
                    .get("/api/v1/service-levels")
                    .then()
                    .body("items.find { it.endpoint_id == '" + id + "' }.failed", equalTo(0))
                    .body("items.find { it.endpoint_id == '" + id + "' }.excused", equalTo(1))
                    .body("items.find { it.endpoint_id == '" + id + "' }.uptime_percent", equalTo(100.0f));
        }
    }

    @Test
    void what_is_switched_on_again_has_its_grace_again() {
        try (var target = new Target()) {
            var id = registerChecked(target.url(), WAKES);
            target.behaves(Target.answering(503));
            check(id);
            pool.preparedQuery(
                            "update endpoint_health set worse_since = now() - interval '2 hours' where endpoint_id = $1")
                    .execute(Tuple.of(id))
                    .await()
                    .atMost(Duration.ofSeconds(10));

            switched(id, false);
            switched(id, true);

            var health = awaitHealth(id, seen -> "UNHEALTHY".equals(seen.getString("observed_status")));
            assertThat(health.getString("status")).isEqualTo("HEALTHY");
            assertThat(check(id).getString("confirmed.status")).isEqualTo("HEALTHY");
        }
    }

    private static void switched(UUID id, boolean enabled) {
        Tokens.as(Roles.OPERATOR)
                .header("If-Match", "*")
                .contentType(ContentType.JSON)
                .body(Map.of("enabled", enabled))
                .patch(PATH + "/" + id)
                .then()
                .statusCode(200);
    }

    @Test
    void of_what_wakes_for_the_first_time_nothing_is_known_until_it_answers() {
        try (var target = new Target()) {
            target.behaves(Target.answering(503));
            var id = register(target.url(), WAKES);

            var health = awaitHealth(id, seen -> seen.get("checked_at") != null);
            assertThat(health.getString("observed_reason")).isEqualTo("SERVER_ERROR");
            assertThat((Object) health.get("status")).isNull();

            target.behaves(Target.answering(200));
            assertThat(check(id).getString("confirmed.status")).isEqualTo("HEALTHY");
        }
    }
}
