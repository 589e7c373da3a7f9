package dev.liverun.runner;

import static dev.liverun.runner.support.World.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.LiveClient;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.Event;
import dev.liverun.events.Topic;
import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.TestEvent;
import dev.liverun.events.contract.TestReclassified;
import dev.liverun.events.republish.Republisher;
import dev.liverun.runner.support.Api;
import dev.liverun.runner.support.Published;
import dev.liverun.runner.support.TargetService;
import dev.liverun.runner.support.TargetService.Answer;
import dev.liverun.runner.support.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Results side by side, results of other tools, and runs that are followed. */
@QuarkusTest
class HistoryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    World world;

    @Inject
    Published published;

    @Inject
    Republisher republisher;

    @Test
    void aPersonCanSayWhoIsAtFaultAndTakeItBack() {
        var target = TargetService.baseUrl();
        TargetService.answer(target, "GET /look", new Answer(500, "{}"));
        var id = Api.result(Api.test(ADA, world.session(Map.of()), world.endpoint(target), look()))
                .getString("id");
        var verdict = Map.of("failure_class", "TEST_DEFECT", "reason", "the path was renamed");

        assertThat(Api.as("mallory")
                        .body(verdict)
                        .put(Api.BASE + "/results/" + id + "/failure-class")
                        .statusCode())
                .isEqualTo(403);
        assertThat(Api.as(ADA)
                        .body(verdict)
                        .put(Api.BASE + "/results/" + id + "/failure-class")
                        .statusCode())
                .isEqualTo(200);

        var judged = Api.get("/results/" + id);
        assertThat(judged.getString("failure_class")).isEqualTo("TEST_DEFECT");
        assertThat(judged.getString("override.instead")).isEqualTo("PRODUCT");
        assertThat(judged.getString("override.by")).isEqualTo(ADA);
        Api.as(ADA).delete(Api.BASE + "/results/" + id + "/failure-class");
        assertThat(Api.get("/results/" + id).getString("failure_class")).isEqualTo("PRODUCT");
        var words = published.on(Topic.TESTS, 2, event -> isWordOn(id, event));
        assertThat(words.stream().map(event -> (TestReclassified) event.data()))
                .satisfiesExactly(
                        said -> {
                            assertThat(said.failureClass()).isEqualTo(FailureClass.TEST_DEFECT);
                            assertThat(said.failureReason()).isEqualTo("the path was renamed");
                            assertThat(said.actor()).isEqualTo(ADA);
                        },
                        said -> {
                            assertThat(said.failureClass()).isEqualTo(FailureClass.PRODUCT);
                            assertThat(said.failureReason()).isNotBlank().isNotEqualTo("the path was renamed");
                        });
        assertThat(toldAgain(event -> isWordOn(id, event)))
                .as("both words, as they were told, for a view that is made anew")
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("correlationId")
                .containsExactlyElementsOf(words);
    }

    private static boolean isWordOn(String result, Event<?> event) {
        return event.data() instanceof TestReclassified said
                && said.resultId().toString().equals(result);
    }

    private List<Event<?>> toldAgain(Predicate<Event<?>> wanted) {
        var pages = republisher.begin();
        var told = new ArrayList<Event<?>>();
        List<? extends Event<?>> page;
        do {
            page = pages.next().await().atMost(PATIENCE);
            page.stream().filter(wanted).forEach(told::add);
        } while (!page.isEmpty());
        return told;
    }

    @Test
    void eachStepCanBeReplayedWithCurlAndNoSecretIsInIt() {
        var target = TargetService.baseUrl();
        var result = Api.result(Api.test(ADA, world.session(World.APPROVED), world.endpoint(target), Api.known("""
                liverun: 1
                name: quoting
                steps:
                  - name: post
                    kind: write
                    request: {method: POST, url: /it, headers: {X-Api-Key: "canary-in-header", A: "it's"}, json: {a: "it's"}}
                """)));

        assertThat(result.getString("request_data.steps[0].curl"))
                .startsWith("curl -i -X POST '" + target + "/it'")
                .contains("'a: it'\\''s'", "--data-binary '{\"a\":\"it'\\''s\"}'", "$LIVERUN_SECRET")
                .doesNotContain("canary-in-header");
    }

    @Test
    void twoRunsAreCompared() {
        var target = TargetService.baseUrl();
        TargetService.answer(target, "GET /look", new Answer(200, "{}"), new Answer(500, "{}"));
        var session = world.session(Map.of());
        var endpoint = world.endpoint(target);
        var base = Api.result(Api.test(ADA, session, endpoint, look())).getString("run_id");
        var now = Api.result(Api.test(ADA, session, endpoint, look())).getString("run_id");

        var compared = Api.get("/comparisons?base_run=" + base + "&run=" + now);

        assertThat(compared.getInt("totals.NEW_FAILURE")).isOne();
        assertThat(compared.getString("items[0].failure_class")).isEqualTo("PRODUCT");
        assertThat(compared.getString("items[0].result_id")).isNotNull();
    }

    @Test
    void twoSessionsAreCompared() {
        var target = TargetService.baseUrl();
        TargetService.answer(target, "GET /look", new Answer(500, "{}"), new Answer(200, "{}"));
        var endpoint = world.endpoint(target);
        var base = world.session(Map.of());
        var now = world.session(Map.of());
        Api.test(ADA, base, endpoint, look());
        Api.test(ADA, now, endpoint, look());

        var compared = Api.get("/comparisons?base_session=" + base + "&session=" + now);

        assertThat(compared.getInt("totals.FIXED")).isOne();
    }

    @Test
    void anOutageDoesNotMakeAnAssertionFlaky() {
        var target = TargetService.baseUrl();
        var ok = new Answer(200, "{}");
        var down = new Answer(503, "{}");
        TargetService.answer(target, "GET /look", ok, down, ok, down, ok, down, ok, down, ok, ok);
        var session = world.session(Map.of());
        var endpoint = world.endpoint(target);
        for (int i = 0; i < 9; i++) {
            Api.test(ADA, session, endpoint, look());
        }

        var flakiness = Api.get("/results/flakiness?endpoint_id=" + endpoint + "&test_name=" + look());

        assertThat(flakiness.getString("assertions[0].verdict")).isEqualTo("STABLE");
        assertThat(flakiness.getInt("assertions[0].results")).isEqualTo(5);
    }

    @Test
    void resultsOfAnotherToolJoinTheSessionOnce() {
        var session = world.session(Map.of());
        var endpoint = world.endpoint(TargetService.baseUrl());
        var document =
                "<testsuite name='s'><testcase name='a' time='0.5'/><testcase name='b'><failure message='no'/></testcase></testsuite>";

        var first = importInto(session, endpoint, document);
        var again = importInto(session, endpoint, document);

        assertThat(first.statusCode()).as(first.asString()).isEqualTo(200);
        assertThat(first.<Boolean>path("imported")).isTrue();
        assertThat(again.<Boolean>path("imported")).isFalse();
        assertThat(again.<String>path("run_id")).isEqualTo(first.path("run_id"));
        var run = Api.get("/runs/" + first.path("run_id"));
        assertThat(run.getString("status")).isEqualTo("FAILED");
        assertThat(run.getString("tool")).isEqualTo("newman");
        assertThat(run.getList("results.status")).containsExactly("PASSED", "FAILED");
        assertThat(Api.get("/sessions/" + session + "/results").getList("items"))
                .hasSize(2);
        assertThat(published.on(Topic.TESTS, 4, event -> ((TestEvent) event.data())
                        .partitionKey()
                        .equals(UUID.fromString(first.path("run_id")))))
                .hasSize(4);
    }

    @Test
    void aDocumentWithSomethingWrongInItIsNotImportedAtAll() {
        var session = world.session(Map.of());
        var refused = importInto(
                session, world.endpoint(TargetService.baseUrl()), "<testsuite><testcase name='a'/><testcase name='b'>");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<List<String>>path("violations.message").get(0)).contains("line 1");
        assertThat(Api.get("/sessions/" + session + "/runs").getList("items")).isEmpty();
    }

    @Test
    void aRunIsFollowedOverAWebSocket() {
        var target = TargetService.baseUrl();
        var held = new java.util.concurrent.CountDownLatch(1);
        TargetService.answer(
                target, "GET /look", new Answer(200, "application/json", "{}".getBytes(StandardCharsets.UTF_8), held));
        var started = Api.as(ADA)
                .body(Map.of("tests", List.of(Map.of("endpoint_id", world.endpoint(target), "test_name", look()))))
                .post(Api.BASE + "/sessions/" + world.session(Map.of()) + "/runs");
        String run = started.path("id");

        try (var reader = LiveClient.connect("/runs/" + run + "/stream", Tokens.of(Roles.VIEWER))) {
            reader.await(message -> message.at("/run/progress").toString().contains("\"look\""));
            held.countDown();
            reader.await(message -> message.at("/run/status").asText().equals("PASSED"));
        }
    }

    private static Response importInto(UUID session, UUID endpoint, String document) {
        return Tokens.as(Roles.TESTER, ADA)
                .multiPart("file", "results.xml", document.getBytes(StandardCharsets.UTF_8))
                .post(Api.BASE + "/sessions/" + session + "/results/import?tool=newman&endpoint_id=" + endpoint);
    }

    private static String look() {
        return Api.known("""
                liverun: 1
                name: look
                steps: [{name: look, request: {method: GET, url: /look}}]
                """);
    }
}
