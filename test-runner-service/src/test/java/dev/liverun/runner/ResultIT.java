package dev.liverun.runner;

import static dev.liverun.runner.support.World.ADA;
import static dev.liverun.runner.support.World.APPROVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.TestAuthResource;
import dev.liverun.api.testing.Tokens;
import dev.liverun.embedded.junit.LiverunInfraResource;
import dev.liverun.events.Ids;
import dev.liverun.events.Topic;
import dev.liverun.events.contract.RunCompleted;
import dev.liverun.events.contract.RunStarted;
import dev.liverun.events.contract.RunStatus;
import dev.liverun.events.contract.SessionStatus;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.contract.TestEvent;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.runner.support.Api;
import dev.liverun.runner.support.Owners;
import dev.liverun.runner.support.Published;
import dev.liverun.runner.support.Rows;
import dev.liverun.runner.support.SandboxResource;
import dev.liverun.runner.support.Siblings;
import dev.liverun.runner.support.TargetService;
import dev.liverun.runner.support.TargetService.Answer;
import dev.liverun.runner.support.World;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single tests through the API. The resources named here serve all tests of this module. */
@QuarkusTest
@WithTestResource(
        value = LiverunInfraResource.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "service", value = "runner"))
@WithTestResource(value = TestAuthResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = TargetService.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Owners.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SandboxResource.class, scope = TestResourceScope.GLOBAL)
class ResultIT {

    @Inject
    World world;

    @Inject
    Published published;

    @Inject
    Rows rows;

    @Test
    void whatTestsSendCountsAsUseOfTheEndpointsRateLimit() {
        var target = TargetService.baseUrl();
        var session = world.session(Map.of());
        var endpoint = world.endpoint(target);
        TargetService.answer(target, "GET /one", new Answer(200, "{}"));
        TargetService.answer(target, "GET /other", new Answer(200, "{}"));
        var workflow = Api.workflow("""
                liverun: 1
                name: two-requests
                steps:
                  - {name: one, request: {method: GET, url: /one}}
                  - {name: other, request: {method: GET, url: /other}}
                """);
        var rate = "/integrations/" + endpoint + "/rate-limit/tests";
        assertThat(Api.get(rate).getInt("used_last_minute")).isZero();

        Api.result(Api.test(ADA, session, endpoint, workflow));

        var after = Api.get(rate);
        assertThat(after.getInt("used_last_minute")).isEqualTo(2);
        assertThat(after.getDouble("tests_per_minute")).isBetween(1.0, after.getDouble("rate_limit_per_minute"));
        assertThat(Api.viewer()
                        .get(Api.BASE + "/integrations/" + Ids.next() + "/rate-limit/tests")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aTestThatPassesIsRecordedAndToldOf() {
        var target = TargetService.baseUrl();
        var session = world.session(Map.of());
        var endpoint = world.endpoint(target);
        TargetService.answer(
                target, "GET /greeting?name=Ada%20%26%20Bob", new Answer(200, "{\"text\": \"Hello\", \"n\": 1}"));
        var workflow = Api.workflow("""
                liverun: 1
                name: greeting
                vars: {name: }
                steps:
                  - name: greet
                    request: {method: GET, url: /greeting, query: {name: "${name}"}}
                    capture: {said: {jsonpath: $.text}}
                    assert:
                      - status: 200
                      - {jsonpath: $.text, equals: Hello}
                      - {jsonpath: $.n, less_than: 2}
                """);

        var result = Api.result(Api.test(ADA, session, endpoint, workflow, Map.of("name", "Ada & Bob")));

        assertThat(result.getString("status")).as(result.prettify()).isEqualTo("PASSED");
        assertThat(result.getList("assertions.passed")).containsExactly(true, true, true);
        assertThat(result.getString("assertions[1].name")).isEqualTo("greet: jsonpath $.text equals");
        assertThat(result.getString("request_data.steps[0].url")).isEqualTo("/greeting?name=Ada%20%26%20Bob");
        assertThat(result.getString("response_data.steps[0].body.text")).contains("Hello");
        assertThat(result.getString("response_data.steps[0].captured.said")).isEqualTo("Hello");
        assertThat(result.getString("completed_at")).isGreaterThanOrEqualTo(result.getString("started_at"));
        assertThat(Api.get("/results/" + result.getString("id")).getString("status"))
                .isEqualTo("PASSED");

        var run = UUID.fromString(result.getString("run_id"));
        var events = published.on(Topic.TESTS, 3, event -> ((TestEvent) event.data())
                .partitionKey()
                .equals(run));
        assertThat(events).hasSize(3);
        assertThat(events.get(0).data()).isInstanceOf(RunStarted.class);
        assertThat(events.get(1).data()).isInstanceOfSatisfying(TestCompleted.class, told -> {
            assertThat(events.get(1).id()).isEqualTo(told.id());
            assertThat(told.id()).hasToString(result.getString("id"));
            assertThat(told.status()).isEqualTo(TestStatus.PASSED);
            assertThat(told.assertions()).hasSize(3);
            assertThat(told.slowestSteps()).singleElement().satisfies(step -> {
                assertThat(step.name()).isEqualTo(result.getString("response_data.steps[0].name"));
                assertThat(step.durationMs())
                        .isEqualTo(result.getLong("response_data.steps[0].timings.total_us") / 1000);
            });
        });
        assertThat(events.get(2).data()).isInstanceOfSatisfying(RunCompleted.class, told -> {
            assertThat(told.run().status()).isEqualTo(RunStatus.PASSED);
            assertThat(told.run().totals()).isEqualTo(Map.of(TestStatus.PASSED, 1));
        });
    }

    @Test
    void aDisabledEndpointIsSkippedWithTheReasonAndNothingIsSent() {
        var target = TargetService.baseUrl();
        var session = world.session(Map.of());
        var endpoint = world.endpoint(Siblings.endpoint(Ids.next(), "off", target, Siblings.open(), false));

        var result = Api.result(Api.test(ADA, session, endpoint, look()));

        assertThat(result.getString("status")).isEqualTo("SKIPPED");
        assertThat(result.getString("error_details")).contains("off is disabled");
        assertThat(TargetService.received(target)).isEmpty();
        assertThat(Api.get("/runs/" + result.getString("run_id")).getString("status"))
                .isEqualTo("ERROR");
    }

    @Test
    void whatTheSessionDoesNotApproveIsSkippedAndNotSent() {
        var target = TargetService.baseUrl();
        var session = world.session(Map.of("approvals", Map.of("write", false)));
        var endpoint = world.endpoint(target);

        var result = Api.result(Api.test(ADA, session, endpoint, create()));

        assertThat(result.getString("status")).isEqualTo("SKIPPED");
        assertThat(result.getString("error_details")).contains("approvals.write");
        assertThat(TargetService.received(target)).isEmpty();
    }

    @Test
    void aTestNeedsAnActiveSession() {
        var endpoint = world.endpoint(TargetService.baseUrl());
        for (var status :
                List.of(SessionStatus.CREATED, SessionStatus.PAUSED, SessionStatus.COMPLETED, SessionStatus.FAILED)) {
            var session = world.session(status, Map.of());

            var refused = Api.test(ADA, session, endpoint, look());

            assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(409);
            assertThat(refused.<String>path("type")).endsWith("/session-not-active");
            assertThat(refused.<String>path("session_status")).isEqualTo(status.name());
            assertThat(rows.count("select count(*) from runs where session_id = $1", session))
                    .isZero();
        }
    }

    @Test
    void onlyTestersWhoTakePartAndOperatorsRunTests() {
        var session = world.session(Map.of());
        var endpoint = world.endpoint(TargetService.baseUrl());

        assertThat(Api.test("mallory", session, endpoint, look()).statusCode()).isEqualTo(403);
        assertThat(Api.test("watcher", session, endpoint, look()).statusCode()).isEqualTo(403);
        var operator = Tokens.as(Roles.OPERATOR, "olga")
                .contentType("application/json")
                .body(Map.of("endpoint_id", endpoint, "test_name", look()))
                .post(Api.BASE + "/sessions/" + session + "/results");
        assertThat(operator.statusCode()).as(operator.asString()).isEqualTo(201);
    }

    @Test
    void whoDoesNotWaitIsToldWhereToLook() {
        var target = TargetService.baseUrl();
        var held = new CountDownLatch(1);
        TargetService.answer(
                target, "GET /look", new Answer(200, "application/json", "{}".getBytes(StandardCharsets.UTF_8), held));
        var session = world.session(Map.of());
        var endpoint = world.endpoint(target);

        var accepted = Api.as(ADA)
                .header("Prefer", "respond-async")
                .body(Map.of("endpoint_id", endpoint, "test_name", look()))
                .post(Api.BASE + "/sessions/" + session + "/results");

        assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(202);
        var location = accepted.header("Location").substring(Api.BASE.length());
        assertThat(Api.get(location).getString("status")).isNull();
        assertThat(Api.get("/sessions/" + session + "/results").getList("items.status"))
                .containsExactly((Object) null);
        held.countDown();
        await().until(() -> "PASSED".equals(Api.get(location).getString("status")));
    }

    @Test
    void aRepeatedRequestRunsTheTestOnce() {
        var target = TargetService.baseUrl();
        var session = world.session(Map.of());
        var body = Map.of("endpoint_id", world.endpoint(target), "test_name", look());

        var first = Api.as(ADA)
                .header("Idempotency-Key", "k-" + session)
                .body(body)
                .post(Api.BASE + "/sessions/" + session + "/results");
        var second = Api.as(ADA)
                .header("Idempotency-Key", "k-" + session)
                .body(body)
                .post(Api.BASE + "/sessions/" + session + "/results");

        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.<String>path("id")).isEqualTo(first.path("id"));
        assertThat(TargetService.received(target)).hasSize(1);
    }

    @Test
    void whatTheEndpointsOwnerKnowsCanBeUsedBeforeAnyEventArrives() {
        var result = Api.result(Api.test(ADA, Owners.SESSION, Owners.ENDPOINT, look()));

        assertThat(result.getString("status")).isEqualTo("PASSED");
        assertThat(result.getString("endpoint_name")).isEqualTo("owned");
    }

    @Test
    void aSessionThatWasJustStartedCanBeUsedBeforeItsEventArrives() {
        world.tell(Siblings.session(Owners.JUST_STARTED, SessionStatus.CREATED, ADA, Map.of(), 1));

        var result = Api.result(Api.test(ADA, Owners.JUST_STARTED, world.endpoint(TargetService.baseUrl()), look()));

        assertThat(result.getString("status")).isEqualTo("PASSED");
    }

    @Test
    void askingForMuchThatIsNotThereDoesNotHideWhatIs() {
        for (int i = 0; i < 10; i++) {
            assertThat(Api.viewer()
                            .get(Api.BASE + "/sessions/" + UUID.randomUUID() + "/results")
                            .statusCode())
                    .isEqualTo(404);
        }

        assertThat(Api.get("/sessions/" + Owners.ANOTHER_SESSION + "/results").getList("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anOwnerThatCannotBeAskedIsNotTakenForOneThatKnowsNothing(boolean sessionIsUnknown) {
        var session = sessionIsUnknown ? Owners.TROUBLED : world.session(Map.of());
        var endpoint = sessionIsUnknown ? Owners.ENDPOINT : Owners.TROUBLED;

        var answer = Api.test(ADA, session, endpoint, look());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.jsonPath().getString("type")).endsWith("/dependency-unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void whateverAServiceAnswersCanBeStored() {
        var target = TargetService.baseUrl();
        TargetService.answer(
                target,
                "GET /look",
                new Answer(
                        200,
                        "application/json",
                        "{\"a\": \"x\\u0000y\"} \0".getBytes(StandardCharsets.UTF_8),
                        new CountDownLatch(0)));
        TargetService.answer(
                target,
                "GET /bytes",
                new Answer(
                        200,
                        "image/png",
                        new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff},
                        new CountDownLatch(0)));
        TargetService.answer(
                target,
                "GET /huge",
                new Answer(
                        200,
                        "text/plain",
                        "x".repeat(300_000).getBytes(StandardCharsets.UTF_8),
                        new CountDownLatch(0)));
        var workflow = Api.workflow("""
                liverun: 1
                name: odd-answers
                steps:
                  - {name: nul, request: {method: GET, url: /look}, capture: {all: {body: }}, assert: {body: , contains: a}}
                  - {name: bytes, request: {method: GET, url: /bytes}}
                  - {name: huge, request: {method: GET, url: /huge}, assert: {body: , equals: small}}
                """);

        var result = Api.result(Api.test(ADA, world.session(Map.of()), world.endpoint(target), workflow));

        assertThat(result.getString("status")).as(result.prettify()).isEqualTo("FAILED");
        assertThat(result.getString("response_data.steps[1].body.base64")).isEqualTo("iVBORwD/");
        assertThat(result.getString("response_data.steps[2].body.note")).contains("65536 of 300000");
        assertThat(result.getString("failure_class")).isEqualTo("PRODUCT");
    }

    @Test
    void secretsOfEveryKindAreNowhereInTheDatabase() {
        var target = TargetService.baseUrl();
        var canary = "canary-" + Ids.next();
        TargetService.answer(target, "GET /ticket", new Answer(200, "{\"ticket\": \"" + canary + "\"}"));
        TargetService.answer(target, "GET /echo?t=" + canary, new Answer(200, "{\"echo\": \"" + canary + "\"}"));
        var workflow = Api.workflow("""
                liverun: 1
                name: canary
                steps:
                  - name: get
                    request: {method: GET, url: /ticket}
                    capture: {ticket: {jsonpath: $.ticket, secret: true}}
                  - name: use
                    request: {method: GET, url: /echo, query: {t: "${ticket}"}, headers: {Authorization: "Bearer ${ticket}"}}
                    assert: {jsonpath: $.echo, equals: "${ticket}"}
                  - name: write
                    kind: write
                    request: {method: POST, url: /things, json: {a: "${ticket}"}}
                    assert: {jsonpath: $.body.a, equals: other}
                """);

        var result = Api.result(Api.test(ADA, world.session(APPROVED), world.endpoint(target), workflow));

        assertThat(result.getString("status")).isEqualTo("FAILED");
        assertThat(result.prettify()).doesNotContain(canary);
        for (var table : List.of("test_results", "step_intents", "runs", "audit_log", "idempotency_keys")) {
            assertThat(rows.count(
                            "select count(*) from " + table + " as t where t::text like '%' || $1 || '%'", canary))
                    .as(table)
                    .isZero();
        }
        var run = UUID.fromString(result.getString("run_id"));
        published
                .on(Topic.TESTS, 3, event -> ((TestEvent) event.data())
                        .partitionKey()
                        .equals(run))
                .forEach(event -> assertThat(event.toString()).doesNotContain(canary));
    }

    @Test
    void resultsAreListedTheLatestFirstPageByPage() {
        var session = world.session(Map.of());
        var endpoint = world.endpoint(TargetService.baseUrl());
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, Api.result(Api.test(ADA, session, endpoint, look())).getString("id"));
        }

        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            var page = Api.get("/sessions/" + session + "/results?limit=2" + cursor);
            listed.addAll(page.getList("items.id"));
            cursor = page.getString("next_cursor") == null ? null : "&cursor=" + page.getString("next_cursor");
        } while (cursor != null);

        assertThat(listed).isEqualTo(ids);
        assertThat(Api.get("/sessions/" + session + "/results?status=FAILED").getList("items"))
                .isEmpty();
        assertThat(Api.get("/sessions/" + session + "/results?test_name=look").getInt("items[0].assertions_passed"))
                .isEqualTo(1);
    }

    private static String look() {
        return Api.known("""
                liverun: 1
                name: look
                steps: [{name: look, request: {method: GET, url: /look}}]
                """);
    }

    private static String create() {
        return Api.known("""
                liverun: 1
                name: create
                steps: [{name: create, kind: write, request: {method: POST, url: /things}}]
                """);
    }
}
