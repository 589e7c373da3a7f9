package dev.liverun.sandbox;

import static dev.liverun.sandbox.TestSandbox.ADMIN;
import static dev.liverun.sandbox.TestSandbox.BOT;
import static dev.liverun.sandbox.TestSandbox.HUMAN;
import static dev.liverun.sandbox.TestSandbox.WALLET;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptStateTest {
    private static final String REPO = "/github/repos/liverun/demo";

    @TempDir
    Path data;

    private TestSandbox start() {
        return TestSandbox.start("--data", data.toString());
    }

    @Test
    void issues_comments_labels_and_hooks_outlive_a_restart() {
        JsonObject issue;
        JsonArray comments;
        JsonArray labels;
        try (var sandbox = start()) {
            sandbox.post(
                    REPO + "/issues",
                    new JsonObject()
                            .put("title", "Kept ✓")
                            .put("body", "Body")
                            .put("labels", new JsonArray().add("fresh"))
                            .put("assignees", new JsonArray().add("maintainer")),
                    BOT);
            sandbox.post(REPO + "/issues/1/comments", new JsonObject().put("body", "First"), HUMAN);
            sandbox.patch(REPO + "/issues/1", new JsonObject().put("state", "closed"), HUMAN);
            sandbox.post(
                    REPO + "/hooks",
                    new JsonObject()
                            .put("events", new JsonArray().add("issues"))
                            .put(
                                    "config",
                                    new JsonObject()
                                            .put("url", "http://127.0.0.1:9/hook")
                                            .put("content_type", "json")),
                    BOT);
            issue = relative(sandbox, sandbox.get(REPO + "/issues/1", BOT).body());
            comments = sandbox.get(REPO + "/issues/1/comments", BOT).array();
            labels = sandbox.get(REPO + "/labels", BOT).array();
        }

        try (var sandbox = start()) {
            assertThat(relative(sandbox, sandbox.get(REPO + "/issues/1", BOT).body()))
                    .isEqualTo(issue);
            assertThat(sandbox.get(REPO + "/issues/1/comments", BOT).array()).hasSameSizeAs(comments);
            assertThat(sandbox.get(REPO + "/labels", BOT).array()).hasSameSizeAs(labels);
            assertThat(sandbox.get(REPO + "/hooks", BOT).array()).hasSize(1);
            assertThat(sandbox.post(REPO + "/issues", new JsonObject().put("title", "Next"), BOT)
                            .json()
                            .getInteger("number"))
                    .isEqualTo(2);
        }
    }

    private static JsonObject relative(TestSandbox sandbox, String body) {
        return new JsonObject(body.replace(sandbox.server.url(), ""));
    }

    @Test
    void the_ledger_outlives_a_restart_with_its_open_payments_and_ids() {
        String wallet = "11".repeat(32);
        var list = new JsonObject().put("action", "account_list").put("wallet", wallet);
        JsonObject payment;
        String block;
        try (var sandbox = start()) {
            JsonArray accounts = sandbox.post("/banano", list).json().getJsonArray("accounts");
            payment = new JsonObject()
                    .put("action", "send")
                    .put("wallet", wallet)
                    .put("source", accounts.getString(1))
                    .put("destination", accounts.getString(3))
                    .put("amount", "5")
                    .put("id", "once");
            block = sandbox.post("/banano", payment).json().getString("block");
        }

        try (var sandbox = start()) {
            assertThat(sandbox.post("/banano", payment).json().getString("block"))
                    .isEqualTo(block);
            sandbox.clock.advance(Duration.ofSeconds(1));
            JsonObject balance = sandbox.post(
                            "/banano",
                            new JsonObject()
                                    .put("action", "account_balance")
                                    .put("account", payment.getString("destination")))
                    .json();
            assertThat(balance.getString("balance")).isEqualTo("5");
        }
    }

    @Test
    void wallets_users_and_idempotency_keys_outlive_a_restart() {
        var wallet = new JsonObject().put("owner", "ada").put("currency", "BAN");
        var user = new JsonObject().put("email", "ada@example.com").put("role", "admin");
        String id;
        try (var sandbox = start()) {
            id = sandbox.post("/wallet/v1/wallets", wallet, WALLET, "Idempotency-Key: k")
                    .json()
                    .getString("id");
            sandbox.post("/admin/v1/users", user, ADMIN);
        }

        try (var sandbox = start()) {
            assertThat(sandbox.post("/wallet/v1/wallets", wallet, WALLET, "Idempotency-Key: k")
                            .json()
                            .getString("id"))
                    .isEqualTo(id);
            assertThat(sandbox.post("/admin/v1/users", user, ADMIN).status()).isEqualTo(409);
        }
    }

    @Test
    void every_acknowledged_issue_of_many_at_once_is_on_disk() throws Exception {
        try (var sandbox = TestSandbox.start("--data", data.toString(), "--rate-limits", "off")) {
            List<CompletableFuture<Integer>> creations = IntStream.range(0, 100)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> sandbox.post(REPO + "/issues", new JsonObject().put("title", "Issue " + i), BOT)
                                    .json()
                                    .getInteger("number")))
                    .toList();
            List<Integer> numbers =
                    creations.stream().map(CompletableFuture::join).toList();

            var kept = new JsonObject(Files.readString(data.resolve("github.json")));

            assertThat(kept.getJsonArray("repositories").getJsonObject(0).getJsonArray("issues").stream()
                            .map(issue -> ((JsonObject) issue).getInteger("number")))
                    .containsExactlyInAnyOrderElementsOf(numbers);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("github.json"))))
                    .isEqualTo("rw-------");
        }
    }
}
