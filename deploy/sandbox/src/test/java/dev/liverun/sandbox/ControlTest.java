package dev.liverun.sandbox;

import static dev.liverun.sandbox.TestSandbox.CONTROL;
import static dev.liverun.sandbox.TestSandbox.WALLET;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTest {

    @Test
    void received_requests_are_counted_and_shown_without_their_secrets() {
        try (var sandbox = TestSandbox.start()) {
            sandbox.get("/wallet/v1/health?token=hidden&x=1", WALLET);
            sandbox.clock.advance(Duration.ofSeconds(59));
            sandbox.get("/wallet/v1/health", WALLET);
            sandbox.clock.advance(Duration.ofSeconds(59));
            sandbox.setFault("wallet", "{\"status\": 503}");
            sandbox.get("/wallet/v1/health", WALLET);

            JsonObject received = sandbox.received("wallet");

            assertThat(received.getInteger("total")).isEqualTo(3);
            assertThat(received.getInteger("busiest_minute")).isEqualTo(2);
            JsonObject latest = received.getJsonArray("requests").getJsonObject(0);
            assertThat(latest.getString("path")).isEqualTo("/v1/health");
            assertThat(latest.getInteger("status")).isEqualTo(503);
            assertThat(latest.getString("fault")).isEqualTo("status");
            assertThat(latest.getString("at")).isEqualTo("2026-05-04T12:01:58Z");
            assertThat(latest.getJsonObject("headers").getString("authorization"))
                    .isEqualTo("[redacted]");
            assertThat(received.getJsonArray("requests").getJsonObject(2).getString("query"))
                    .isEqualTo("token=[redacted]&x=1");

            sandbox.delete("/_control/wallet/requests", CONTROL);
            assertThat(sandbox.received("wallet").getInteger("total")).isZero();
        }
    }

    @Test
    void thousands_of_requests_are_counted_though_only_the_latest_are_kept() {
        try (var sandbox = TestSandbox.start()) {
            for (int i = 0; i < 600; i++) {
                sandbox.get("/wallet/v1/health", WALLET);
            }

            JsonObject received = sandbox.received("wallet");

            assertThat(received.getInteger("total")).isEqualTo(600);
            assertThat(received.getInteger("busiest_minute")).isEqualTo(600);
            assertThat(received.getJsonArray("requests")).hasSize(500);
        }
    }

    @Test
    void the_control_api_asks_for_its_token() {
        try (var sandbox = TestSandbox.start()) {
            assertThat(sandbox.get("/_control").status()).isEqualTo(401);
            assertThat(sandbox.get("/_control/wallet/requests", WALLET).status())
                    .isEqualTo(401);
            assertThat(sandbox.get("/_control", CONTROL).json().fieldNames())
                    .containsExactly("yunite", "discord", "banano", "wallet", "admin", "github");
            assertThat(sandbox.get("/_control/steam/fault", CONTROL).status()).isEqualTo(404);
            assertThat(sandbox.get("/_control/wallet/requests?limit=501", CONTROL)
                            .status())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/yunite/api/v3/app,            SANDBOX_YUNITE_API_KEY",
        "/discord/api/v10/gateway,      SANDBOX_DISCORD_CLIENT_ID",
        "/wallet/v1/health,             SANDBOX_WALLET_TOKEN",
        "/admin/v1/health,              SANDBOX_ADMIN_TOKEN",
        "/github/user,                  SANDBOX_GITHUB_TOKEN",
        "/_control,                     SANDBOX_CONTROL_TOKEN"
    })
    void without_its_credential_an_integration_says_which_variable_it_needs(String path, String variable) {
        try (var sandbox = TestSandbox.startWithoutCredentials()) {
            var answer = sandbox.get(path);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.json().getString("detail")).contains(variable);
        }
    }

    @Test
    void a_webhook_address_needs_a_secret() {
        try (var sandbox = TestSandbox.startWith(Map.of("SANDBOX_GITHUB_WEBHOOK_URL", "http://127.0.0.1:9/webhooks"))) {
            assertThat(sandbox.get("/github/user").json().getString("detail"))
                    .contains("SANDBOX_GITHUB_WEBHOOK_SECRET");
        }
    }

    @Test
    void health_tells_what_is_ready_and_anything_else_at_the_top_is_not_found() {
        try (var sandbox = TestSandbox.startWithoutCredentials()) {
            JsonObject health = sandbox.get("/health").json();
            assertThat(health.getString("status")).isEqualTo("UP");
            assertThat(health.getJsonObject("integrations").getString("banano")).isEqualTo("ready");
            assertThat(health.getJsonObject("integrations").getString("wallet"))
                    .isEqualTo("needs SANDBOX_WALLET_TOKEN");

            assertThat(sandbox.get("/steam").json().getString("detail")).contains("/banano");
            assertThat(sandbox.get("/").status()).isEqualTo(404);
        }
    }
}
