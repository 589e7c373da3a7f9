package dev.liverun.health.check;

import static dev.liverun.health.testing.Integrations.PATH;
import static dev.liverun.health.testing.Integrations.check;
import static dev.liverun.health.testing.Integrations.registerChecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.health.testing.HealthInfra;
import dev.liverun.health.testing.Target;
import dev.liverun.health.testing.TlsTarget;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks that are no HTTP exchange. */
@QuarkusTest
class KindsIT {

    private Target target;

    @BeforeEach
    void start() {
        target = new Target();
    }

    @AfterEach
    void stop() {
        target.close();
    }

    @Test
    void a_port_that_takes_connections_is_healthy_and_is_sent_nothing() {
        var seen = checked(target.url().replace("http", "tcp"), Map.of());

        assertThat(seen.getString("status")).isEqualTo("HEALTHY");
        assertThat((Object) seen.get("status_code")).isNull();
        assertThat(seen.getInt("metadata.timings_us.connect")).isPositive();
        assertThat(target.arrivals()).isEmpty();
    }

    @Test
    void a_port_that_is_closed_is_not() {
        assertThat(checked("tcp://127.0.0.1:9", Map.of()).getString("metadata.reason"))
                .isEqualTo("CONNECT");
    }

    @Test
    void a_certificate_that_ends_soon_is_degraded_before_it_is_down() {
        try (var secure = new TlsTarget(HealthInfra.valid())) {
            var url = "tls://localhost:" + secure.port();
            var enough = Map.of("of", "CERTIFICATE_DAYS", "is", "AT_LEAST", "value", "20", "otherwise", "DEGRADED");
            var soon = Map.of("of", "CERTIFICATE_DAYS", "is", "AT_LEAST", "value", "40", "otherwise", "DEGRADED");

            assertThat(checked(url, Map.of("conditions", List.of(enough))).getString("status"))
                    .isEqualTo("HEALTHY");
            var seen = checked(url, Map.of("conditions", List.of(soon)));
            assertThat(seen.getString("status")).isEqualTo("DEGRADED");
            assertThat(seen.getString("metadata.reason")).isEqualTo("CONDITION");
            assertThat(seen.getString("metadata.certificate_not_after")).isNotNull();
        }
    }

    @Test
    void a_certificate_that_has_ended_is_down_and_says_so() {
        try (var secure = new TlsTarget(HealthInfra.expired())) {
            var seen = checked("tls://localhost:" + secure.port(), Map.of());

            assertThat(seen.getString("status")).isEqualTo("UNHEALTHY");
            assertThat(seen.getString("metadata.reason")).isEqualTo("TLS");
            assertThat(seen.getString("error_message")).contains("expired at");
        }
    }

    @Test
    void a_name_is_resolved_to_the_addresses_it_should_have() {
        var seen = checked(
                "dns://localhost",
                Map.of("conditions", List.of(Map.of("of", "ADDRESSES", "is", "CONTAINS", "value", "127.0.0.1"))));

        assertThat(seen.getString("status")).isEqualTo("HEALTHY");
        assertThat(seen.getList("metadata.addresses")).contains("127.0.0.1");
        assertThat(checked("dns://nothing.invalid", Map.of()).getString("metadata.reason"))
                .isEqualTo("DNS");
    }

    @Test
    void a_websocket_that_is_opened_is_healthy_and_a_plain_answer_is_not() {
        target.behaves(request -> request.toWebSocket());
        var id = register(target.url().replace("http", "ws") + "/live", Map.of());

        var seen = check(id);
        assertThat(seen.getString("status")).isEqualTo("HEALTHY");
        assertThat(seen.getInt("status_code")).isEqualTo(101);

        target.behaves(Target.answering(200));
        assertThat(check(id).getString("reason")).isEqualTo("UNEXPECTED_STATUS");
    }

    @Test
    void what_needs_an_answer_does_not_go_with_a_check_that_has_none() {
        Tokens.as(Roles.OPERATOR)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "name",
                        "no answer",
                        "base_url",
                        target.url(),
                        "health_check_url",
                        "tcp://127.0.0.1:9",
                        "health_check",
                        Map.of(
                                "captures",
                                Map.of("a", "$.a"),
                                "conditions",
                                List.of(Map.of("of", "BODY", "is", "EXISTS")))))
                .post(PATH)
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("health_check.captures"))
                .body("violations.field", hasItem("health_check.conditions"));
    }

    private java.util.UUID register(String url, Map<String, Object> healthCheck) {
        return registerChecked(target.url(), Map.of("health_check_url", url, "health_check", healthCheck));
    }

    private JsonPath checked(String url, Map<String, Object> healthCheck) {
        return Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + register(url, healthCheck) + "/health")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
