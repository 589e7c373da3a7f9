package dev.liverun.runner;

import static dev.liverun.runner.support.World.ADA;
import static dev.liverun.runner.support.World.APPROVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.runner.support.Api;
import dev.liverun.runner.support.Rows;
import dev.liverun.runner.support.TargetService;
import dev.liverun.runner.support.TargetService.Answer;
import dev.liverun.runner.support.TargetService.Received;
import dev.liverun.runner.support.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What stands between a workflow and the world outside. */
@QuarkusTest
class SafetyIT {

    @Inject
    World world;

    @Inject
    Rows rows;

    @Test
    void aSessionSpendsNoMoreThanItsLimitAndWhatDidNotHappenDoesNotCount() {
        var target = TargetService.baseUrl();
        TargetService.answer(target, "POST /pay", new Answer(201, "{}"), new Answer(402, "{}"), new Answer(201, "{}"));
        var session = world.session(Map.of("approvals", Map.of("money", true, "max_amount", "0.3")));
        var endpoint = world.endpoint(target);

        var first = Api.result(Api.test(ADA, session, endpoint, pay(), Map.of("amount", "0.1")));
        var refusedThere = Api.result(Api.test(ADA, session, endpoint, pay(), Map.of("amount", "0.2")));
        var second = Api.result(Api.test(ADA, session, endpoint, pay(), Map.of("amount", "0.2")));
        var tooMuch = Api.result(
                Api.test(ADA, session, endpoint, pay(), Map.of("amount", "0.000000000000000000000000000001")));

        assertThat(first.getString("status")).isEqualTo("PASSED");
        assertThat(refusedThere.getString("status")).isEqualTo("FAILED");
        assertThat(second.getString("status")).isEqualTo("PASSED");
        assertThat(tooMuch.getString("status")).isEqualTo("ERROR");
        assertThat(tooMuch.getString("error_details")).contains("above the session's limit of 0.3");
        assertThat(TargetService.received(target)).hasSize(3);
        var spent = Api.get("/sessions/" + session + "/runs/spend");
        assertThat(spent.getString("totals.EUR.spent")).isEqualTo("0.3");
        assertThat(spent.getInt("totals.EUR.steps")).isEqualTo(2);
        assertThat(spent.getList("items.entry")).containsExactly("SPENT", "RELEASED", "SPENT", "SPENT");
    }

    @Test
    void aSessionTakesNoMoreMoneyStepsThanItSays() {
        var target = TargetService.baseUrl();
        TargetService.answer(target, "POST /pay", new Answer(201, "{}"));
        var session = world.session(Map.of("approvals", Map.of("money", true, "max_count_per_day", 1)));
        var endpoint = world.endpoint(target);
        Api.result(Api.test(ADA, session, endpoint, pay(), Map.of("amount", "1")));

        var second = Api.result(Api.test(ADA, session, endpoint, pay(), Map.of("amount", "1")));

        assertThat(second.getString("error_details")).contains("limit per day of 1");
        assertThat(TargetService.received(target)).hasSize(1);
    }

    @Test
    void whetherAStepHappenedIsFoundOutAndThenItIsUndone() {
        var target = TargetService.baseUrl();
        TargetService.answer(target, "POST /orders", new Answer(500, "{}"));
        TargetService.answer(target, "GET /orders/found", new Answer(200, "{\"id\": \"o-7\"}"));

        var result = Api.result(Api.test(ADA, world.session(APPROVED), world.endpoint(target), order("found")));

        assertThat(TargetService.received(target))
                .extracting(one -> one.method() + " " + one.path().replaceFirst("^/p[0-9]+", ""))
                .containsExactly("POST /orders", "GET /look", "GET /orders/found", "DELETE /orders/o-7");
        assertThat(intents(result)).singleElement().satisfies(intent -> assertThat(intent)
                .containsEntry("outcome", "DONE")
                .containsEntry("undo_state", "DONE")
                .containsEntry("orphan", false));
    }

    @Test
    void whatDidNotHappenIsNoOrphanAndNotUndone() {
        var target = TargetService.baseUrl();
        TargetService.answer(target, "POST /orders", new Answer(500, "{}"));
        TargetService.answer(target, "GET /orders/none", new Answer(404, "{}"));

        var result = Api.result(Api.test(ADA, world.session(APPROVED), world.endpoint(target), order("none")));

        assertThat(TargetService.received(target)).extracting(Received::method).containsExactly("POST", "GET", "GET");
        assertThat(intents(result).get(0)).containsEntry("outcome", "NOT_DONE").containsEntry("orphan", false);
    }

    @Test
    void anOrphanIsListedUntilSomebodySaysWhatBecameOfIt() {
        var target = TargetService.baseUrl();
        TargetService.answer(target, "POST /orders", new Answer(500, "{}"));
        TargetService.answer(target, "GET /orders/lost", new Answer(503, "{}"));
        var session = world.session(APPROVED);
        var result = Api.result(Api.test(ADA, session, world.endpoint(target), order("lost")));
        var orphan = Api.get("/sessions/" + session + "/runs/orphans").getString("items[0].id");

        var resolved = Api.as(ADA)
                .body(Map.of("happened", false, "reason", "asked the provider"))
                .post(Api.BASE + "/runs/" + result.getString("run_id") + "/intents/" + orphan + "/resolve");

        assertThat(resolved.statusCode()).as(resolved.asString()).isEqualTo(200);
        assertThat(Api.get("/sessions/" + session + "/runs/orphans").getList("items"))
                .isEmpty();
        assertThat(intents(result).get(0)).containsEntry("resolved_by", ADA).containsEntry("outcome", "NOT_DONE");
    }

    @Test
    void anUndoThatFailedCanBeTriedAgain() {
        var target = TargetService.baseUrl();
        TargetService.answer(target, "POST /orders", new Answer(201, "{\"id\": \"o-9\"}"));
        TargetService.answer(target, "DELETE /orders/o-9", new Answer(409, "{}"), new Answer(204, ""));
        var session = world.session(APPROVED);
        var result = Api.result(Api.test(ADA, session, world.endpoint(target), order("again")));
        var orphan = Api.get("/sessions/" + session + "/runs/orphans").getString("items[0].id");
        assertThat(intents(result).get(0)).containsEntry("undo_state", "FAILED");

        Api.as(ADA).post(Api.BASE + "/runs/" + result.getString("run_id") + "/intents/" + orphan + "/undo");

        assertThat(intents(result).get(0)).containsEntry("undo_state", "DONE").containsEntry("orphan", false);
    }

    @Test
    void aDestructiveRunNeedsTheConfirmationOfItsDryRunAndSendsExactlyWhatWasShown() {
        var target = TargetService.baseUrl();
        var session = world.session(APPROVED);
        Map<String, Object> test = Map.of("endpoint_id", world.endpoint(target), "test_name", wipe());
        assertThat(run(session, Map.of("tests", List.of(test))).<String>path("type"))
                .endsWith("/confirmation-required");

        var preview = Api.as(ADA)
                .body(Map.of("tests", List.of(test)))
                .post(Api.BASE + "/sessions/" + session + "/runs/preview");
        assertThat(preview.statusCode()).as(preview.asString()).isEqualTo(200);
        var shown = preview.jsonPath();
        assertThat(shown.getBoolean("dry_run")).isTrue();
        assertThat(shown.getList("tests[0].steps.dry_run")).containsOnly(true);
        assertThat(shown.getBoolean("confirmation_required")).isTrue();
        assertThat(TargetService.received(target)).isEmpty();
        assertThat(rows.count("select count(*) from runs where session_id = $1", session))
                .isZero();

        var confirmation = shown.getString("confirmation");
        assertThat(run(session, Map.of("tests", List.of(test), "confirmation", confirmation))
                        .statusCode())
                .isEqualTo(201);

        var sent = TargetService.received(target).get(0);
        assertThat(sent.body()).isEqualTo(shown.getString("tests[0].steps[0].request.body.text"));
        assertThat(sent.path()).endsWith(shown.getString("tests[0].steps[0].request.url"));
        assertThat(run(session, Map.of("tests", List.of(test), "confirmation", confirmation))
                        .<String>path("type"))
                .endsWith("/confirmation-stale");
        assertThat(TargetService.received(target)).hasSize(1);
    }

    @Test
    void aConfirmationHoldsForWhatWasShownOnly() {
        var target = TargetService.baseUrl();
        var session = world.session(APPROVED);
        var one = Map.of("endpoint_id", world.endpoint(target), "test_name", wipe());
        var other = Map.of("endpoint_id", world.endpoint(target), "test_name", wipe());
        var confirmation = Api.as(ADA)
                .body(Map.of("tests", List.of(one)))
                .post(Api.BASE + "/sessions/" + session + "/runs/preview")
                .<String>path("confirmation");

        var refused = run(session, Map.of("tests", List.of(other), "confirmation", confirmation));

        assertThat(refused.<String>path("type")).endsWith("/confirmation-stale");
        assertThat(TargetService.received(target)).isEmpty();
    }

    private static Response run(UUID session, Map<String, Object> request) {
        return Api.as(ADA).header("Prefer", "wait=20").body(request).post(Api.BASE + "/sessions/" + session + "/runs");
    }

    private static List<Map<String, Object>> intents(JsonPath result) {
        return Api.get("/runs/" + result.getString("run_id")).getList("intents");
    }

    private static String pay() {
        return Api.known("""
                liverun: 1
                name: spend
                vars: {amount: }
                steps:
                  - name: pay
                    kind: money
                    money: {amount: "${amount}", unit: EUR}
                    key: ${run.tag}-pay
                    request: {method: POST, url: /pay, headers: {Idempotency-Key: "${key}"}, json: {amount: "${amount}"}}
                    assert: {status: 201}
                """);
    }

    private static String order(String reference) {
        return Api.known("""
                liverun: 1
                name: order-%s
                steps:
                  - name: order
                    kind: money
                    money: {amount: 1, unit: EUR}
                    request: {method: POST, url: /orders}
                    capture: {id: {jsonpath: $.id}}
                    check:
                      request: {method: GET, url: /orders/%s}
                      done_if: {status: 200}
                      capture: {id: {jsonpath: $.id}}
                    undo: {request: {method: DELETE, url: "/orders/${id}"}}
                  - {name: look, request: {method: GET, url: /look}, assert: {status: 418}}
                """.formatted(reference, reference));
    }

    private static String wipe() {
        return Api.known("""
                liverun: 1
                name: wipe
                steps:
                  - name: wipe
                    kind: write
                    destructive: true
                    request: {method: POST, url: "/wipe/${random_text(6)}", json: {tag: "${run.tag}", id: "${uuid()}"}}
                """);
    }
}
