package dev.liverun.health.preset;

import static dev.liverun.health.testing.Integrations.PATH;
import static dev.liverun.health.testing.Integrations.awaitHealth;
import static dev.liverun.health.testing.Integrations.check;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.health.testing.HealthInfra;
import dev.liverun.sandbox.SandboxOptions;
import dev.liverun.sandbox.SandboxServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The presets, against stand-ins that speak the integrations' protocols. */
@QuarkusTest
class SandboxIT {

    private static SandboxServer sandbox;

    @BeforeAll
    static void start() throws Exception {
        var environment = Map.of(
                "SANDBOX_CONTROL_TOKEN", HealthInfra.SECRET,
                "SANDBOX_YUNITE_API_KEY", HealthInfra.SECRET,
                "SANDBOX_DISCORD_CLIENT_ID", "tests",
                "SANDBOX_DISCORD_CLIENT_SECRET", HealthInfra.SECRET,
                "SANDBOX_WALLET_TOKEN", HealthInfra.SECRET,
                "SANDBOX_ADMIN_TOKEN", HealthInfra.SECRET);
        sandbox = SandboxServer.start(SandboxOptions.parse(List.of("--port", "0"), environment), Clock.systemUTC())
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yunite", "discord", "banano", "wallet", "admin"})
    void every_preset_is_healthy(String preset) {
        var health = awaitHealth(register(preset), seen -> seen.getString("status") != null);

        assertThat(health.getString("error_message")).isNull();
        assertThat(health.getString("status")).isEqualTo("HEALTHY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\": 503}              | UNHEALTHY | SERVER_ERROR",
                "{\"reset\": true}              | UNHEALTHY | RESET",
                "{\"status\": 401}              | UNHEALTHY | AUTH",
                "{\"latency_ms\": 9000}         | TIMEOUT   | TIMEOUT",
            })
    void a_fault_is_seen_and_its_end_too(String fault, String status, String reason) {
        var id = register("banano", reason.equals("TIMEOUT") ? 2 : 20);
        awaitHealth(id, seen -> "HEALTHY".equals(seen.getString("status")));

        control().contentType(ContentType.JSON).body(fault).put(sandbox.url() + "/_control/banano/fault");
        check(id);
        var fallen = check(id);
        control().delete(sandbox.url() + "/_control/banano/fault");
        check(id);
        var risen = check(id);

        assertThat(fallen.getString("confirmed.status")).isEqualTo(status);
        assertThat(fallen.getString("reason")).isEqualTo(reason);
        assertThat(risen.getString("confirmed.status")).isEqualTo("HEALTHY");
    }

    @Test
    void a_throttled_check_keeps_the_pause() {
        var id = register("wallet");
        awaitHealth(id, seen -> "HEALTHY".equals(seen.getString("status")));

        control()
                .contentType(ContentType.JSON)
                .body("{\"rate_limited\": {\"retry_after\": 30}, \"times\": 1}")
                .put(sandbox.url() + "/_control/wallet/fault");

        assertThat(check(id).getString("reason")).isEqualTo("RATE_LIMITED");
        Tokens.as(Roles.TESTER).post(PATH + "/" + id + "/health").then().statusCode(429);
    }

    private static UUID register(String preset) {
        return register(preset, 20);
    }

    private static UUID register(String preset, int timeoutSeconds) {
        return UUID.fromString(Tokens.as(Roles.OPERATOR)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "name",
                        preset + " " + UUID.randomUUID(),
                        "base_url",
                        sandbox.url() + "/" + preset,
                        "rate_limit_per_minute",
                        60_000,
                        "timeout_seconds",
                        timeoutSeconds,
                        "retry_attempts",
                        0,
                        "check_interval_seconds",
                        3600))
                .post(PATH + "/presets/" + preset)
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private static io.restassured.specification.RequestSpecification control() {
        return given().auth().oauth2(HealthInfra.SECRET);
    }
}
