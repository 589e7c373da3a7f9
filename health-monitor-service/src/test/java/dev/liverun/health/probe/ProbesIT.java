package dev.liverun.health.probe;

import static dev.liverun.health.testing.Integrations.PATH;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.health.testing.Integrations;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProbesIT {

    @Test
    void a_batch_that_is_posted_twice_is_recorded_once() {
        var endpoint = Integrations.register("http://127.0.0.1:9", Map.of("enabled", false));
        var check = check(Instant.now().minusSeconds(90));

        post(endpoint, List.of(check)).statusCode(200).body("recorded", equalTo(1));
        post(endpoint, List.of(check))
                .statusCode(200)
                .body("recorded", equalTo(0))
                .body("known", equalTo(1));

        Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + endpoint + "/health/history")
                .then()
                .body("items.size()", equalTo(1))
                .body("items[0].metadata.probe", equalTo("frankfurt"));
        Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + endpoint + "/health/trend")
                .then()
                .body("total.checks", equalTo(1));
    }

    @Test
    void what_a_probe_saw_during_maintenance_is_excused() {
        var endpoint = Integrations.register("http://127.0.0.1:9", Map.of("enabled", false));
        var now = Instant.now();
        Tokens.as(Roles.OPERATOR)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "title", "moving house",
                        "endpoint_ids", List.of(endpoint.toString()),
                        "starts_at", now.minusSeconds(7200).toString(),
                        "ends_at", now.minusSeconds(3600).toString()))
                .post("/api/v1/maintenance-windows")
                .then()
                .statusCode(201);

        post(endpoint, List.of(check(now.minusSeconds(5000)), check(now.minusSeconds(90))))
                .body("recorded", equalTo(2));

        Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + endpoint + "/health/trend")
                .then()
                .body("total.excused", equalTo(1))
                .body("total.by_status.HEALTHY", equalTo(1));
    }

    @Test
    void what_cannot_have_been_seen_is_named() {
        var endpoint = Integrations.register("http://127.0.0.1:9", Map.of("enabled", false));

        post(endpoint, List.of(check(Instant.now()), check(Instant.now().plus(Duration.ofHours(1)))))
                .statusCode(400)
                .body("violations.field", contains("checks[1].checked_at"));
    }

    private static Map<String, Object> check(Instant at) {
        return Map.of(
                "id",
                UUID.randomUUID().toString(),
                "status",
                "HEALTHY",
                "response_time_ms",
                12,
                "status_code",
                200,
                "checked_at",
                at.toString());
    }

    private static ValidatableResponse post(UUID endpoint, List<Map<String, Object>> checks) {
        return Tokens.as(Roles.SERVICE)
                .contentType(ContentType.JSON)
                .body(Map.of("probe", "frankfurt", "checks", checks))
                .post(PATH + "/" + endpoint + "/health/batch")
                .then();
    }
}
