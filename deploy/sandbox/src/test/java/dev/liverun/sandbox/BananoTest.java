package dev.liverun.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BananoTest {
    private static final String WALLET = "11".repeat(32);
    private static final BigInteger BAN = BigInteger.TEN.pow(29);
    private TestSandbox sandbox;
    private String alice;
    private String bob;
    private String carol;

    @BeforeEach
    void start() {
        sandbox = TestSandbox.start();
        JsonArray accounts = rpc(new JsonObject().put("action", "account_list").put("wallet", WALLET))
                .getJsonArray("accounts");
        alice = accounts.getString(1);
        bob = accounts.getString(2);
        carol = accounts.getString(3);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private JsonObject rpc(JsonObject request) {
        TestSandbox.Answer answer = sandbox.post("/banano", request);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private JsonObject balance(String account) {
        return rpc(new JsonObject().put("action", "account_balance").put("account", account));
    }

    private JsonObject send(String from, String to, BigInteger raw, String id) {
        return rpc(new JsonObject()
                .put("action", "send")
                .put("wallet", WALLET)
                .put("source", from)
                .put("destination", to)
                .put("amount", raw.toString())
                .put("id", id));
    }

    @Test
    void a_payment_is_receivable_first_and_moves_exactly_to_the_last_raw() {
        BigInteger amount = new BigInteger("12345678901234567890123456789");

        JsonObject sent = send(alice, bob, amount, "payment-1");

        assertThat(sent.getString("block")).matches("[0-9A-F]{64}");
        assertThat(balance(alice).getString("balance"))
                .isEqualTo(
                        BAN.multiply(BigInteger.valueOf(1000)).subtract(amount).toString());
        assertThat(balance(bob).getString("receivable")).isEqualTo(amount.toString());
        assertThat(balance(bob).getString("balance"))
                .isEqualTo(BAN.multiply(BigInteger.valueOf(100)).toString());

        sandbox.clock.advance(Duration.ofMillis(300));

        assertThat(balance(bob).getString("balance"))
                .isEqualTo(BAN.multiply(BigInteger.valueOf(100)).add(amount).toString());
        assertThat(balance(bob).getString("pending")).isEqualTo("0");
    }

    @Test
    void the_same_id_pays_once() {
        JsonObject first = send(alice, bob, BAN, "payment-1");
        JsonObject second = send(alice, bob, BAN, "payment-1");

        assertThat(second).isEqualTo(first);
        assertThat(balance(alice).getString("balance"))
                .isEqualTo(BAN.multiply(BigInteger.valueOf(999)).toString());
    }

    @Test
    void an_account_that_never_received_is_not_found_until_it_does() {
        var info = new JsonObject().put("action", "account_info").put("account", carol);
        assertThat(rpc(info).getString("error")).isEqualTo("Account not found");

        send(alice, carol, BAN, "payment-1");
        sandbox.clock.advance(Duration.ofSeconds(1));

        assertThat(rpc(info).getString("balance")).isEqualTo(BAN.toString());
        assertThat(rpc(info).getString("block_count")).isEqualTo("1");
    }

    @Test
    void a_block_can_be_looked_up_and_stands_in_the_history() {
        String hash = send(alice, bob, BAN, "payment-1").getString("block");

        JsonObject block = rpc(
                new JsonObject().put("action", "block_info").put("hash", hash).put("json_block", "true"));
        assertThat(block.getString("amount")).isEqualTo(BAN.toString());
        assertThat(block.getString("subtype")).isEqualTo("send");
        assertThat(block.getJsonObject("contents").getString("link_as_account")).isEqualTo(bob);

        JsonObject history = rpc(new JsonObject()
                .put("action", "account_history")
                .put("account", alice)
                .put("count", "1"));
        assertThat(history.getJsonArray("history").getJsonObject(0).getString("hash"))
                .isEqualTo(hash);
        assertThat(history.getString("previous")).isNotNull();
    }

    @Test
    void a_payment_to_a_foreign_account_waits_there_to_be_received() {
        String foreign = "ban_1bananobh5rat99qfgt1ptpieie5swmoth87thi74qgbfrij7dcgjiij94xr";
        String hash = send(alice, foreign, BAN, "payment-1").getString("block");
        sandbox.clock.advance(Duration.ofHours(1));

        JsonObject receivable = rpc(new JsonObject()
                .put("action", "receivable")
                .put("account", foreign)
                .put("source", true));

        assertThat(receivable.getJsonObject("blocks").getJsonObject(hash).getString("source"))
                .isEqualTo(alice);
        assertThat(balance(foreign).getString("balance")).isEqualTo("0");
    }

    @Test
    void a_new_account_of_the_wallet_receives_and_spends() {
        String account = rpc(new JsonObject().put("action", "account_create").put("wallet", WALLET))
                .getString("account");
        String hash = send(alice, account, BAN, "in").getString("block");

        rpc(new JsonObject()
                .put("action", "receive")
                .put("wallet", WALLET)
                .put("account", account)
                .put("block", hash));
        JsonObject sent = send(account, bob, BAN, "out");

        assertThat(sent.containsKey("block")).isTrue();
        assertThat(balance(account).getString("balance")).isEqualTo("0");
    }

    @Test
    void version_and_block_count_answer_without_anything_else() {
        assertThat(rpc(new JsonObject().put("action", "version")).getString("rpc_version"))
                .isEqualTo("1");
        assertThat(rpc(new JsonObject().put("action", "block_count")).getString("count"))
                .isEqualTo("3");
    }

    @Test
    void balances_of_several_accounts_come_with_errors_for_wrong_ones() {
        JsonObject answer = rpc(new JsonObject()
                .put("action", "accounts_balances")
                .put("accounts", new JsonArray().add(alice).add("ban_wrong")));

        assertThat(answer.getJsonObject("balances").fieldNames()).containsExactly(alice);
        assertThat(answer.getJsonObject("errors").getString("ban_wrong")).isEqualTo("Bad account number");
    }

    @ParameterizedTest
    @CsvSource({
        "amount,      1001e29,   Insufficient balance",
        "amount,      -1,        Invalid amount number",
        "amount,      0,         Invalid amount number",
        "amount,      1.5,       Invalid amount number",
        "wallet,      short,     Bad wallet number",
        "wallet,      other,     Wallet not found",
        "source,      ban_x,     Bad source account",
        "destination, ban_x,     Bad destination account",
        "source,      foreign,   Account not found in wallet"
    })
    void a_payment_that_cannot_be_says_why_as_the_node_does(String field, String value, String error) {
        String actual =
                switch (value) {
                    case "1001e29" -> BAN.multiply(BigInteger.valueOf(1001)).toString();
                    case "other" -> "22".repeat(32);
                    case "foreign" -> "ban_1bananobh5rat99qfgt1ptpieie5swmoth87thi74qgbfrij7dcgjiij94xr";
                    default -> value;
                };
        JsonObject request = new JsonObject()
                .put("action", "send")
                .put("wallet", WALLET)
                .put("source", alice)
                .put("destination", bob)
                .put("amount", "1")
                .put(field, actual);

        assertThat(rpc(request).getString("error")).isEqualTo(error);
        assertThat(balance(alice).getString("balance"))
                .isEqualTo(BAN.multiply(BigInteger.valueOf(1000)).toString());
    }

    @Test
    void what_is_no_rpc_is_refused_in_the_nodes_words() {
        assertThat(sandbox.send("POST", "/banano/", "no json").json().getString("error"))
                .isEqualTo("Unable to parse JSON");
        assertThat(rpc(new JsonObject().put("action", "mine")).getString("error"))
                .isEqualTo("Unknown command");
        assertThat(sandbox.get("/banano").json().getString("error")).isEqualTo("Can only POST requests");
        assertThat(sandbox.get("/banano/other").status()).isEqualTo(404);
    }
}
