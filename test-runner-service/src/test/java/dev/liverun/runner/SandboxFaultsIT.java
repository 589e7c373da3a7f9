package dev.liverun.runner;

import static dev.liverun.runner.support.World.ADA;
import static dev.liverun.runner.support.World.APPROVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.Ids;
import dev.liverun.events.contract.AuthType;
import dev.liverun.events.contract.EndpointAuth;
import dev.liverun.runner.support.Api;
import dev.liverun.runner.support.SandboxResource;
import dev.liverun.runner.support.Siblings;
import dev.liverun.runner.support.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A workflow that changes something, against every way in which its integration can misbehave. */
@QuarkusTest
class SandboxFaultsIT {

    /** Of the workflow, in raw. */
    private static final BigInteger PAYMENT = BigInteger.TEN.pow(27);

    private static final String SOURCE = "ban_1czzeyynx7dz7zehdp4x37i1zprgs8wm68rcqchfdwnw9tfyd3q7s4q8ax79";

    @Inject
    World world;

    /** What the run says, and that it leaves nothing behind that is not told of. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"status": 500, "method": "GET"}              | FAILED | PRODUCT
            {"status": 503}                               | FAILED | PROVIDER_OUTAGE
            {"status": 401}                               | FAILED | AUTH
            {"status": 999, "method": "GET"}              | FAILED | PRODUCT
            {"status": 418}                               | FAILED | PRODUCT
            {"reset": true}                               | FAILED | NETWORK
            {"malformed": true}                           | FAILED | CONTRACT_DRIFT
            {"expired_token": true}                       | FAILED | AUTH
            {"accept_then_drop": true, "method": "POST"}  | FAILED | NETWORK
            {"latency_ms": 6000, "method": "GET"}         | FAILED | PROVIDER_OUTAGE
            {"rate_limited": {"retry_after": 1}}          | FAILED | RATE_LIMITED
            {"max_per_minute": 0}                         | FAILED | RATE_LIMITED
            """)
    void everyFaultIsToldAsWhatItIsAndNothingIsLeftBehindUnsaid(String fault, String status, String failureClass) {
        var session = world.session(APPROVED);
        var endpoint = world.endpoint(Siblings.impatient(
                Ids.next(),
                "wallet",
                SandboxResource.url("wallet"),
                new EndpointAuth(AuthType.BEARER_TOKEN, "wallet", null, null, null)));
        SandboxResource.breakDown("wallet", fault);
        try {
            var result = Api.result(Api.test(ADA, session, endpoint, "wallet-lifecycle"));

            assertThat(result.getString("status")).as(result.prettify()).isEqualTo(status);
            assertThat(result.getString("failure_class")).as(result.prettify()).isEqualTo(failureClass);
            List<Map<String, Object>> intents =
                    Api.get("/runs/" + result.getString("run_id")).getList("intents");
            assertThat(intents)
                    .allSatisfy(intent -> assertThat(intent.get("outcome").equals("NOT_DONE")
                                    || intent.get("undo_state").equals("DONE")
                                    || Boolean.TRUE.equals(intent.get("orphan")))
                            .as(intent.toString())
                            .isTrue());
        } finally {
            SandboxResource.mend("wallet");
        }
    }

    /** The node's own accounts tell what was really paid. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"accept_then_drop\": true, \"action\": \"send\"}",
                "{\"accept_then_drop\": true, \"action\": \"send\", \"times\": 1}",
                "{\"malformed\": true, \"action\": \"send\"}"
            })
    void aPaymentThatGoesWrongIsNotMadeTwiceAndWhatMayBeOutIsListed(String fault) {
        var session = world.session(APPROVED);
        var endpoint = world.endpoint(
                Siblings.endpoint(Ids.next(), "banano", SandboxResource.url("banano"), Siblings.open(), true));
        var before = balance();
        SandboxResource.breakDown("banano", fault);
        JsonPath result;
        try {
            result = Api.result(Api.test(ADA, session, endpoint, "banano-payment"));
        } finally {
            SandboxResource.mend("banano");
        }

        var paid = before.subtract(balance());
        assertThat(paid).isIn(BigInteger.ZERO, PAYMENT);
        List<Map<String, Object>> orphans =
                Api.get("/sessions/" + session + "/runs/orphans").getList("items");
        if (paid.signum() > 0) {
            assertThat(orphans).as(result.prettify()).extracting("step_name").contains("pay");
        }
        assertThat(result.getString("status")).as(result.prettify()).isIn("PASSED", "FAILED");
    }

    private static BigInteger balance() {
        var account = RestAssured.given()
                .contentType("application/json")
                .body(Map.of("action", "account_balance", "account", SOURCE))
                .post(SandboxResource.url("banano"))
                .jsonPath();
        return new BigInteger(account.getString("balance")).add(new BigInteger(account.getString("receivable")));
    }
}
