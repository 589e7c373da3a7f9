package dev.liverun.sandbox;

import static dev.liverun.sandbox.TestSandbox.ADMIN;
import static dev.liverun.sandbox.TestSandbox.WALLET;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestServicesTest {
    private static final JsonObject SAVINGS =
            new JsonObject().put("owner", "ada").put("currency", "BAN").put("reference", "run-1");
    private TestSandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = TestSandbox.start();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_wallet_is_created_read_listed_and_deleted() {
        var created = sandbox.post("/wallet/v1/wallets", SAVINGS, WALLET);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().getString("balance")).isEqualTo("0.00");
        String path = created.header("Location");
        assertThat(sandbox.get(path, WALLET).json()).isEqualTo(created.json());
        assertThat(sandbox.get("/wallet/v1/wallets?reference=run-1", WALLET)
                        .json()
                        .getJsonArray("wallets"))
                .hasSize(1);
        assertThat(sandbox.get("/wallet/v1/wallets?reference=run-2", WALLET)
                        .json()
                        .getJsonArray("wallets"))
                .isEmpty();
        assertThat(sandbox.delete(path, WALLET).status()).isEqualTo(204);
        assertThat(sandbox.get(path, WALLET).status()).isEqualTo(404);
        assertThat(sandbox.delete(path, WALLET).json().getJsonObject("error").getString("code"))
                .isEqualTo("not_found");
    }

    @Test
    void a_user_is_created_read_listed_and_deleted() {
        var ada = new JsonObject().put("email", "ada@example.com").put("role", "admin");

        var created = sandbox.post("/admin/v1/users", ada, ADMIN);

        assertThat(created.status()).isEqualTo(201);
        String path = created.header("Location");
        assertThat(sandbox.get(path, ADMIN).json().getString("status")).isEqualTo("active");
        assertThat(sandbox.post("/admin/v1/users", ada, ADMIN).status()).isEqualTo(409);
        assertThat(sandbox.delete(path, ADMIN).status()).isEqualTo(204);
        assertThat(sandbox.post("/admin/v1/users", ada, ADMIN).status()).isEqualTo(201);
    }

    @Test
    void each_service_takes_only_its_own_credential() {
        assertThat(sandbox.get("/wallet/v1/health", WALLET).status()).isEqualTo(200);
        assertThat(sandbox.get("/wallet/v1/health", ADMIN).status()).isEqualTo(401);
        assertThat(sandbox.get("/wallet/v1/health").header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(sandbox.get("/admin/v1/health", ADMIN).status()).isEqualTo(200);
        assertThat(sandbox.get("/admin/v1/health", WALLET).status()).isEqualTo(401);
    }

    @Test
    void every_invalid_field_is_named() {
        var wrong = new JsonObject().put("currency", "GOLD").put("colour", "red");

        JsonObject wallet = sandbox.post("/wallet/v1/wallets", wrong, WALLET).json();
        var admin = sandbox.post("/admin/v1/users", wrong, ADMIN);

        assertThat(wallet.getJsonObject("error").getJsonObject("fields").fieldNames())
                .containsExactlyInAnyOrder("owner", "currency", "colour");
        assertThat(admin.status()).isEqualTo(422);
        assertThat(admin.json().getJsonArray("errors").stream().map(e -> ((JsonObject) e).getString("field")))
                .containsExactlyInAnyOrder("email", "role", "currency", "colour");
    }

    @Test
    void an_idempotency_key_creates_once() {
        String key = "Idempotency-Key: run-1-step-2";

        var first = sandbox.post("/wallet/v1/wallets", SAVINGS, WALLET, key);
        var second = sandbox.post("/wallet/v1/wallets", SAVINGS, WALLET, key);
        var other = sandbox.post("/wallet/v1/wallets", SAVINGS.copy().put("owner", "ben"), WALLET, key);

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(other.status()).isEqualTo(422);
        assertThat(sandbox.get("/wallet/v1/wallets", WALLET).json().getJsonArray("wallets"))
                .hasSize(1);
    }

    @Test
    void a_list_is_paged_by_cursor() {
        for (int i = 0; i < 5; i++) {
            sandbox.post("/wallet/v1/wallets", SAVINGS.copy().put("owner", "owner-" + i), WALLET);
        }

        JsonObject first = sandbox.get("/wallet/v1/wallets?limit=3", WALLET).json();
        JsonObject second = sandbox.get("/wallet/v1/wallets?limit=3&cursor=" + first.getString("next_cursor"), WALLET)
                .json();

        assertThat(first.getJsonArray("wallets")).hasSize(3);
        assertThat(second.getJsonArray("wallets")).hasSize(2);
        assertThat(second.getJsonArray("wallets").getJsonObject(1).getString("owner"))
                .isEqualTo("owner-4");
        assertThat(second.getValue("next_cursor")).isNull();
        assertThat(sandbox.get("/wallet/v1/wallets?limit=0", WALLET).status()).isEqualTo(400);
        assertThat(sandbox.get("/wallet/v1/wallets?cursor=x", WALLET).status()).isEqualTo(400);
    }

    @Test
    void bodies_that_are_no_json_or_too_large_are_refused() {
        assertThat(sandbox.send("POST", "/wallet/v1/wallets", "{", WALLET).status())
                .isEqualTo(400);
        assertThat(sandbox.send("POST", "/wallet/v1/wallets", "", WALLET).status())
                .isEqualTo(400);
        assertThat(sandbox.send("POST", "/admin/v1/users", "x".repeat(1_100_000), ADMIN)
                        .status())
                .isEqualTo(413);
    }

    @Test
    void a_wrong_method_or_path_is_answered_in_the_services_style() {
        assertThat(sandbox.send("PUT", "/wallet/v1/wallets", "{}", WALLET)
                        .json()
                        .getJsonObject("error")
                        .getString("code"))
                .isEqualTo("method_not_allowed");
        assertThat(sandbox.get("/admin/v2", ADMIN)
                        .json()
                        .getJsonArray("errors")
                        .getJsonObject(0)
                        .getString("code"))
                .isEqualTo("not_found");
    }
}
