package dev.liverun.sandbox;

import static dev.liverun.sandbox.TestSandbox.ADMIN;
import static dev.liverun.sandbox.TestSandbox.CONTROL;
import static dev.liverun.sandbox.TestSandbox.WALLET;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
    private static final JsonObject SAVINGS =
            new JsonObject().put("owner", "ada").put("currency", "BAN");
    private static TestSandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = TestSandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void clear() {
        sandbox.clearFaults();
    }

    private static int health() {
        return sandbox.get("/wallet/v1/health", WALLET).status();
    }

    private static long wallets() {
        return sandbox.get("/wallet/v1/wallets?limit=100", WALLET)
                .json()
                .getJsonArray("wallets")
                .size();
    }

    @Test
    void a_status_is_answered_in_the_services_style_until_it_is_cleared() {
        sandbox.setFault("wallet", "{\"status\": 503}");

        var answer = sandbox.get("/wallet/v1/health", WALLET);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().getJsonObject("error").getString("code")).isEqualTo("service_unavailable");
        assertThat(sandbox.get("/admin/v1/health", ADMIN).status()).isEqualTo(200);
        sandbox.delete("/_control/wallet/fault", CONTROL);
        assertThat(health()).isEqualTo(200);
    }

    @Test
    void a_fault_is_spent_after_its_times() {
        sandbox.setFault("wallet", "{\"status\": 500, \"times\": 2}");

        assertThat(health()).isEqualTo(500);
        assertThat(health()).isEqualTo(500);
        assertThat(health()).isEqualTo(200);
        JsonObject shown = sandbox.get("/_control/wallet/fault", CONTROL)
                .json()
                .getJsonArray("faults")
                .getJsonObject(0);
        assertThat(shown)
                .isEqualTo(new JsonObject().put("status", 500).put("times", 2).put("hits", 2));
    }

    @Test
    void a_fault_can_be_meant_for_a_path_and_a_method() {
        sandbox.setFault("wallet", "{\"status\": 500, \"path\": \"/v1/wallets\", \"method\": \"POST\"}");

        assertThat(health()).isEqualTo(200);
        assertThat(sandbox.get("/wallet/v1/wallets", WALLET).status()).isEqualTo(200);
        assertThat(sandbox.post("/wallet/v1/wallets", SAVINGS, WALLET).status()).isEqualTo(500);
    }

    @Test
    void the_first_of_several_faults_that_fits_is_the_one() {
        sandbox.setFault("wallet", "[{\"status\": 500, \"path\": \"/v1/wallets\"}, {\"status\": 502}]");

        assertThat(health()).isEqualTo(502);
        assertThat(sandbox.get("/wallet/v1/wallets", WALLET).status()).isEqualTo(500);
    }

    @Test
    void latency_delays_and_then_answers() {
        sandbox.setFault("wallet", "{\"latency_ms\": 150}");
        long start = System.nanoTime();

        int status = health();

        assertThat(status).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void a_reset_is_a_reset_on_the_wire() throws IOException {
        sandbox.setFault("wallet", "{\"reset\": true, \"times\": 1}");

        try (var socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.server.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write("GET /wallet/v1/health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));

            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(health()).isEqualTo(200);
    }

    @Test
    void a_malformed_body_is_no_json_but_the_request_was_handled() {
        long before = wallets();
        sandbox.setFault("wallet", "{\"malformed\": true, \"times\": 1}");

        var answer = sandbox.post("/wallet/v1/wallets", SAVINGS, WALLET);

        assertThat(answer.status()).isEqualTo(201);
        assertThatThrownBy(answer::json).isInstanceOf(DecodeException.class);
        assertThat(wallets()).isEqualTo(before + 1);
    }

    @Test
    void an_accepted_creation_is_kept_though_its_answer_is_dropped() {
        long before = wallets();
        sandbox.setFault("wallet", "{\"accept_then_drop\": true}");

        assertThatThrownBy(() -> sandbox.exchange("POST", "/wallet/v1/wallets", SAVINGS.encode(), WALLET))
                .isInstanceOf(IOException.class);

        assertThat(wallets()).isEqualTo(before + 1);
    }

    @Test
    void only_the_named_rpc_action_of_banano_is_hit() {
        sandbox.setFault("banano", "{\"status\": 500, \"action\": \"send\"}");

        assertThat(sandbox.post("/banano", new JsonObject().put("action", "version"))
                        .status())
                .isEqualTo(200);
        assertThat(sandbox.post("/banano", new JsonObject().put("action", "send"))
                        .json())
                .isEqualTo(new JsonObject().put("error", "Internal Server Error"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yunite", "discord", "banano", "wallet", "admin", "github"})
    void every_integration_can_be_rate_limited_and_says_when_to_come_back(String integration) {
        sandbox.setFault(integration, "{\"rate_limited\": {\"retry_after\": 7}}");

        var answer = integration.equals("banano")
                ? sandbox.post("/banano", new JsonObject().put("action", "version"))
                : sandbox.get("/" + integration + "/v1/any");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("7");
    }

    @Test
    void more_than_the_maximum_per_minute_is_refused_until_there_is_room() {
        sandbox.setFault("wallet", "{\"max_per_minute\": 3}");

        for (int i = 0; i < 3; i++) {
            assertThat(health()).isEqualTo(200);
        }
        sandbox.clock.advance(Duration.ofSeconds(20));
        var refused = sandbox.get("/wallet/v1/health", WALLET);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("40");
        sandbox.clock.advance(Duration.ofSeconds(40));
        assertThat(health()).isEqualTo(200);
    }

    @Test
    void an_expired_token_stays_expired_but_a_new_one_works() {
        String form = "grant_type=client_credentials&client_id=300000000000000001&client_secret=discord-1";
        String type = "Content-Type: application/x-www-form-urlencoded";
        String token = "/discord/api/v10/oauth2/token";
        String old = sandbox.send("POST", token, form, type).json().getString("access_token");
        sandbox.setFault("discord", "{\"expired_token\": true, \"times\": 1}");

        assertThat(sandbox.get("/discord/api/v10/gateway").status()).isEqualTo(200);
        var me = "/discord/api/v10/users/@me";
        assertThat(sandbox.get(me, "Authorization: Bearer " + old).status()).isEqualTo(401);
        assertThat(sandbox.get(me, "Authorization: Bearer " + old).status()).isEqualTo(401);
        String fresh = sandbox.send("POST", token, form, type).json().getString("access_token");
        assertThat(sandbox.get(me, "Authorization: Bearer " + fresh).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[5]",
                "no json",
                "{\"status\": 99}",
                "{\"status\": \"503\"}",
                "{\"stauts\": 503}",
                "{\"status\": 503, \"reset\": true}",
                "{\"times\": 3}",
                "{\"status\": 503, \"times\": 0}",
                "{\"status\": 503, \"probability\": 1.5}",
                "{\"latency_ms\": -1}",
                "{\"rate_limited\": 7}",
                "{\"rate_limited\": {\"after\": 7}}",
                "{\"listing_lag_ms\": 100}",
                "{\"reset\": \"yes\"}"
            })
    void a_fault_that_is_not_understood_is_refused_and_nothing_changes(String json) {
        var answer = sandbox.setFault("wallet", json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getString("detail")).isNotBlank();
        assertThat(health()).isEqualTo(200);
    }
}
