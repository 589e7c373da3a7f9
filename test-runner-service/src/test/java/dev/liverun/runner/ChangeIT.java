package dev.liverun.runner;

import static dev.liverun.runner.support.World.ADA;
import static dev.liverun.runner.support.World.APPROVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.events.Ids;
import dev.liverun.events.Topic;
import dev.liverun.events.contract.RunCompleted;
import dev.liverun.events.contract.RunStatus;
import dev.liverun.events.contract.SessionStatus;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.contract.TestEvent;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.runner.support.Api;
import dev.liverun.runner.support.Published;
import dev.liverun.runner.support.Rows;
import dev.liverun.runner.support.Siblings;
import dev.liverun.runner.support.TargetService;
import dev.liverun.runner.support.TargetService.Answer;
import dev.liverun.runner.support.TargetService.Received;
import dev.liverun.runner.support.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Steps that change something outside: recorded before they are sent, taken back when the test does not pass. */
@QuarkusTest
class ChangeIT {

    @Inject
    World world;

    @Inject
    Rows rows;

    @Inject
    Siblings siblings;

    @Inject
    Published published;

    @Test
    void theIntentIsCommittedBeforeTheRequestIsSent() {
        var target = TargetService.baseUrl();
        var held = new CountDownLatch(1);
        TargetService.answer(target, "POST /pay", held("{\"id\": 1}", 201, held));
        var session = world.session(APPROVED);
        var endpoint = world.endpoint(target);
        var answer = inBackground(() -> Api.test(ADA, session, endpoint, pay(), Map.of("amount", "9.99")));
        await().until(() -> !TargetService.received(target).isEmpty());

        assertThat(rows.count(
                        "select count(*) from step_intents where session_id = $1 and outcome = 'SENT' and amount = 9.99"
                                + " and unit = 'EUR' and idempotency_key is not null and undo is null",
                        session))
                .isOne();

        held.countDown();
        var result = Api.result(answer.join());
        assertThat(result.getString("status")).isEqualTo("PASSED");
        var intent = intents(result).get(0);
        assertThat(intent)
                .containsEntry("outcome", "DONE")
                .containsEntry("orphan", false)
                .containsEntry("undo_state", "NONE");
        assertThat(TargetService.received(target).get(0).headers().get("Idempotency-key"))
                .singleElement()
                .isEqualTo(intent.get("idempotency_key"));
    }

    @Test
    void whatATestCreatedIsTakenBackTheLatestFirstWhenItDoesNotPass() {
        var target = TargetService.baseUrl();

        var result = Api.result(Api.test(ADA, world.session(APPROVED), world.endpoint(target), Api.workflow("""
                liverun: 1
                name: create-two-and-fail
                steps:
                  - name: one
                    kind: write
                    request: {method: POST, url: /things, json: {tag: "${run.tag}"}}
                    capture: {one: {jsonpath: $.id}}
                    undo: {request: {method: DELETE, url: "/things/${one}"}}
                  - name: two
                    kind: write
                    request: {method: POST, url: /things}
                    capture: {two: {jsonpath: $.id}}
                    undo: {request: {method: DELETE, url: "/things/${two}"}}
                  - {name: check, request: {method: GET, url: "/things/${two}"}, assert: {jsonpath: $.colour, equals: red}}
                  - {name: three, kind: write, request: {method: POST, url: /things}}
                """)));

        assertThat(result.getString("status")).as(result.prettify()).isEqualTo("FAILED");
        assertThat(TargetService.received(target))
                .extracting(Received::method)
                .containsExactly("POST", "POST", "GET", "DELETE", "DELETE");
        assertThat(TargetService.things(target)).isZero();
        assertThat(result.getList("response_data.undone.step")).containsExactly("two", "one");
        assertThat(intents(result))
                .extracting(intent -> intent.get("undo_state"))
                .containsExactly("DONE", "DONE");
    }

    @Test
    void whatNobodyKnowsIsNeitherSentAgainNorUndoneButListed() {
        var target = TargetService.baseUrl();
        TargetService.answer(target, "POST /things", new Answer(500, "{}"));

        var result = Api.result(Api.test(ADA, world.session(APPROVED), world.endpoint(target), Api.workflow("""
                liverun: 1
                name: create-unknown
                steps:
                  - name: create
                    kind: write
                    request: {method: POST, url: /things}
                    undo: {request: {method: DELETE, url: "/things/${run.tag}"}}
                """)));

        assertThat(result.getString("status")).isEqualTo("FAILED");
        assertThat(TargetService.received(target)).hasSize(1);
        assertThat(intents(result)).singleElement().satisfies(intent -> assertThat(intent)
                .containsEntry("outcome", "UNKNOWN")
                .containsEntry("orphan", true)
                .containsEntry("undo_state", "NONE"));
    }

    @Test
    void anUndoWithASecretInItIsNotStored() {
        var target = TargetService.baseUrl();
        var secret = "given-" + Ids.next();
        var workflow = Api.workflow("""
                liverun: 1
                name: secret-undo
                vars: {token: }
                steps:
                  - name: create
                    kind: write
                    request: {method: POST, url: /things}
                    capture: {id: {jsonpath: $.id}}
                    assert: {status: 500}
                    undo: {request: {method: DELETE, url: "/things/${id}", headers: {Authorization: "Bearer ${token}"}}}
                """);

        var result = Api.result(
                Api.test(ADA, world.session(APPROVED), world.endpoint(target), workflow, Map.of("token", secret)));

        assertThat(result.getString("status")).isEqualTo("FAILED");
        assertThat(intents(result).get(0).get("detail").toString()).contains("cannot be undone by itself");
        assertThat(rows.count("select count(*) from step_intents as t where t::text like '%' || $1 || '%'", secret))
                .isZero();
        assertThat(rows.count("select count(*) from test_results as t where t::text like '%' || $1 || '%'", secret))
                .isZero();
    }

    @Test
    void anAmountAboveTheSessionsLimitIsNotSpent() {
        var target = TargetService.baseUrl();

        var result = Api.result(
                Api.test(ADA, world.session(APPROVED), world.endpoint(target), pay(), Map.of("amount", "10.000001")));

        assertThat(result.getString("status")).isEqualTo("ERROR");
        assertThat(result.getString("error_details")).contains("above the session's limit of 10");
        assertThat(TargetService.received(target)).isEmpty();
        assertThat(intents(result)).isEmpty();
    }

    @Test
    void aSessionThatFailsEndsItsRunsAndUndoesWhatTheyLeft() {
        var target = TargetService.baseUrl();
        var held = new CountDownLatch(1);
        TargetService.answer(target, "GET /slow", held("{}", 200, held));
        var session = world.session(APPROVED);
        var endpoint = world.endpoint(target);
        var run = run(
                session,
                List.of(
                        Map.of("endpoint_id", endpoint, "test_name", createThenWait()),
                        Map.of("endpoint_id", endpoint, "test_name", createThenWait())));
        await().until(() -> TargetService.received(target).size() == 2);
        assertThat(TargetService.things(target)).isOne();

        siblings.tell(
                Siblings.failed(Siblings.session(session, SessionStatus.FAILED, ADA, APPROVED, 3), "wrong build"));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> !"RUNNING".equals(Api.get("/runs/" + run).getString("status")));
        held.countDown();
        var ended = Api.get("/runs/" + run);
        assertThat(ended.getString("status")).isEqualTo("CANCELLED");
        assertThat(ended.getString("reason")).contains("wrong build");
        assertThat(ended.getList("results.status")).containsExactly("ERROR", "SKIPPED");
        assertThat(TargetService.things(target)).isZero();
        assertThat(Api.test(ADA, session, endpoint, lookThenCreate()).statusCode())
                .isEqualTo(409);
    }

    @Test
    void aRunCanBeCancelledByItsTesterAndOnlyOnce() {
        var target = TargetService.baseUrl();
        var held = new CountDownLatch(1);
        TargetService.answer(target, "GET /slow", held("{}", 200, held));
        var session = world.session(APPROVED);
        var run = run(session, List.of(Map.of("endpoint_id", world.endpoint(target), "test_name", createThenWait())));
        await().until(() -> TargetService.received(target).size() == 2);

        assertThat(cancel("mallory", run).statusCode()).isEqualTo(403);
        assertThat(cancel(ADA, run).statusCode()).isEqualTo(202);

        await().until(() -> "CANCELLED".equals(Api.get("/runs/" + run).getString("status")));
        held.countDown();
        assertThat(Api.get("/runs/" + run).getString("reason")).isEqualTo("enough");
        assertThat(TargetService.things(target)).isZero();
        assertThat(cancel(ADA, run).<String>path("type")).endsWith("/run-has-ended");
    }

    @Test
    void aRunWhoseReplicaIsGoneIsEndedNothingIsSentTwiceAndWhatIsKnownIsUndone() {
        var target = TargetService.baseUrl();
        var session = world.session(APPROVED);
        var endpoint = world.endpoint(target);
        var created = Api.result(Api.test(ADA, session, endpoint, createThenLook()));
        assertThat(TargetService.things(target)).isOne();
        var run = Ids.next();
        var done = Ids.next();
        var open = Ids.next();
        abandon(run, session, endpoint, done, open, UUID.fromString(created.getString("run_id")));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> !"RUNNING".equals(Api.get("/runs/" + run).getString("status")));

        var ended = Api.get("/runs/" + run);
        assertThat(ended.getString("status")).isEqualTo("ERROR");
        assertThat(ended.getString("reason")).contains("stopped before it ended");
        assertThat(ended.getList("results.status")).containsExactly("PASSED", "ERROR");
        assertThat(ended.getList("intents.outcome")).containsExactly("DONE", "UNKNOWN");
        assertThat(ended.getList("intents.undo_state")).containsExactly("DONE", "NONE");
        assertThat(TargetService.things(target)).isZero();
        assertThat(TargetService.received(target))
                .filteredOn(one -> one.method().equals("POST"))
                .hasSize(1);
        var events = published.on(Topic.TESTS, 2, event -> ((TestEvent) event.data())
                .partitionKey()
                .equals(run));
        assertThat(events.get(0).data()).isInstanceOfSatisfying(TestCompleted.class, told -> {
            assertThat(told.id()).isEqualTo(open);
            assertThat(told.status()).isEqualTo(TestStatus.ERROR);
        });
        assertThat(events.get(1).data()).isInstanceOfSatisfying(RunCompleted.class, told -> assertThat(
                        told.run().status())
                .isEqualTo(RunStatus.ERROR));
    }

    /** As a process leaves things behind that is killed between sending a step and recording its answer. */
    private void abandon(UUID run, UUID session, UUID endpoint, UUID done, UUID open, UUID earlier) {
        rows.run(
                "insert into runs (id, session_id, tag, status, started_by, started_at, owner, lease_until)"
                        + " values ($1, $2, 'lr-' || $1::uuid::text, 'RUNNING', 'ada', now(), 'gone', now() + interval '1 hour')",
                run,
                session);
        for (var result : List.of(done, open)) {
            rows.run(
                    "insert into test_results (id, session_id, endpoint_id, test_name, status, started_at, completed_at,"
                            + " run_id, position, endpoint_name, workflow_id, workflow_version)"
                            + " select $1, $2, $3, 'create-then-look', $4, $5::text::timestamptz, $5::text::timestamptz, $6, $7, 'target', $1, 0",
                    result,
                    session,
                    endpoint,
                    result.equals(done) ? "PASSED" : null,
                    result.equals(done) ? "2026-03-01T12:00:00Z" : null,
                    run,
                    result.equals(done) ? 1 : 2);
        }
        var copy =
                "insert into step_intents (id, run_id, result_id, session_id, endpoint_id, step_index, step_name, kind,"
                        + " epoch, request, intended_at, deadline, outcome, settled_at, undo)"
                        + " select $1, $2, $3, session_id, endpoint_id, $6, step_name, kind, 1, request, intended_at,"
                        + " deadline, $4::text, case when $4::text = 'DONE' then now() end, undo from step_intents where run_id = $5";
        rows.run(copy, Ids.next(), run, open, "DONE", earlier, 0);
        rows.run(copy, Ids.next(), run, open, "SENT", earlier, 1);
        rows.run("update runs set lease_until = now() - interval '1 second' where id = $1", run);
    }

    private static UUID run(UUID session, List<Map<String, Object>> tests) {
        var answer = Api.as(ADA).body(Map.of("tests", tests)).post(Api.BASE + "/sessions/" + session + "/runs");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        return UUID.fromString(answer.path("id"));
    }

    private static Response cancel(String tester, UUID run) {
        return Api.as(tester).body("{\"reason\": \"enough\"}").post(Api.BASE + "/runs/" + run + "/cancel");
    }

    private static List<Map<String, Object>> intents(JsonPath result) {
        return Api.get("/runs/" + result.getString("run_id")).getList("intents");
    }

    private static Answer held(String json, int status, CountDownLatch until) {
        return new Answer(status, "application/json", json.getBytes(StandardCharsets.UTF_8), until);
    }

    private static CompletableFuture<Response> inBackground(Supplier<Response> request) {
        return CompletableFuture.supplyAsync(request);
    }

    private static String pay() {
        return Api.known("""
                liverun: 1
                name: pay
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

    private static String lookThenCreate() {
        return Api.known("""
                liverun: 1
                name: look-then-create
                steps:
                  - {name: look, request: {method: GET, url: /look}}
                  - {name: create, kind: write, request: {method: POST, url: /things}}
                """);
    }

    private static String createThenWait() {
        return Api.known("""
                liverun: 1
                name: create-then-wait
                steps:
                  - name: create
                    kind: write
                    request: {method: POST, url: /things}
                    capture: {id: {jsonpath: $.id}}
                    undo: {request: {method: DELETE, url: "/things/${id}"}}
                  - {name: wait, request: {method: GET, url: /slow}}
                """);
    }

    private static String createThenLook() {
        return Api.known("""
                liverun: 1
                name: create-then-look
                steps:
                  - name: create
                    kind: write
                    request: {method: POST, url: /things}
                    capture: {id: {jsonpath: $.id}}
                    undo: {request: {method: DELETE, url: "/things/${id}"}}
                  - {name: look, request: {method: GET, url: "/things/${id}"}}
                """);
    }
}
