package dev.liverun.runner;

import static dev.liverun.runner.support.World.ADA;
import static dev.liverun.runner.support.World.APPROVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.Topic;
import dev.liverun.events.contract.CallsHalted;
import dev.liverun.events.contract.CallsReleased;
import dev.liverun.runner.support.Api;
import dev.liverun.runner.support.Published;
import dev.liverun.runner.support.Rows;
import dev.liverun.runner.support.TargetService;
import dev.liverun.runner.support.TargetService.Received;
import dev.liverun.runner.support.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The kill switch. */
@QuarkusTest
class HaltIT {

    @Inject
    World world;

    @Inject
    Rows rows;

    @Inject
    Published published;

    @AfterEach
    void release() {
        press("/release", "the test is over");
    }

    @Test
    void nothingIsSentWhileCallsAreHaltedAndEverybodyIsTold() {
        var target = TargetService.baseUrl();
        var session = world.session(APPROVED);
        var endpoint = world.endpoint(target);

        assertThat(press("", "wrong wallet").statusCode()).isEqualTo(200);

        var result = Api.result(Api.test(ADA, session, endpoint, look()));
        assertThat(result.getString("status")).isEqualTo("ERROR");
        assertThat(result.getString("error_details")).contains("HALTED", "wrong wallet");
        assertThat(TargetService.received(target)).isEmpty();
        assertThat(Api.get("/operations/halt").getBoolean("halted")).isTrue();

        assertThat(press("/release", "wallet changed").statusCode()).isEqualTo(200);

        assertThat(Api.result(Api.test(ADA, session, endpoint, look())).getString("status"))
                .isEqualTo("PASSED");
        assertThat(published.on(
                        Topic.OPERATIONS,
                        2,
                        event -> event.data() instanceof CallsHalted halted
                                        && halted.halt().reason().equals("wrong wallet")
                                || event.data() instanceof CallsReleased released
                                        && released.halt().reason().equals("wallet changed")))
                .hasSize(2);
        assertThat(rows.count(
                        "select count(*) from audit_log where action = 'calls.halted' and reason = 'wrong wallet'"))
                .isOne();
    }

    @Test
    void whatATestLeftIsUndoneEvenThen() {
        var target = TargetService.baseUrl();
        TargetService.onReceipt(target, "POST /things", () -> press("", "stop now"));

        var result = Api.result(Api.test(ADA, world.session(APPROVED), world.endpoint(target), Api.workflow("""
                liverun: 1
                name: create-and-be-halted
                steps:
                  - name: create
                    kind: write
                    request: {method: POST, url: /things}
                    capture: {id: {jsonpath: $.id}}
                    undo: {request: {method: DELETE, url: "/things/${id}"}}
                  - {name: look, request: {method: GET, url: "/things/${id}"}}
                """)));

        assertThat(result.getString("status")).isEqualTo("ERROR");
        assertThat(TargetService.received(target)).extracting(Received::method).containsExactly("POST", "DELETE");
        assertThat(TargetService.things(target)).isZero();
    }

    private static Response press(String path, String reason) {
        return Tokens.as(Roles.OPERATOR)
                .contentType("application/json")
                .body("{\"reason\": \"" + reason + "\"}")
                .post(Api.BASE + "/operations/halt" + path);
    }

    private static String look() {
        return Api.known("""
                liverun: 1
                name: look
                steps: [{name: look, request: {method: GET, url: /look}}]
                """);
    }
}
