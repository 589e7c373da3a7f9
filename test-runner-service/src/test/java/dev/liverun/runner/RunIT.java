package dev.liverun.runner;

import static dev.liverun.runner.support.World.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.Ids;
import dev.liverun.runner.support.Api;
import dev.liverun.runner.support.Siblings;
import dev.liverun.runner.support.TargetService;
import dev.liverun.runner.support.TargetService.Answer;
import dev.liverun.runner.support.World;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs of several tests. */
@QuarkusTest
class RunIT {

    @Inject
    World world;

    @Test
    void aRunCarriesOutAllItsTestsAndCountsThem() {
        var good = TargetService.baseUrl();
        var bad = TargetService.baseUrl();
        TargetService.answer(bad, "GET /look", new Answer(500, "{}"));
        var session = world.session(Map.of());
        var name = "named-" + Ids.next();
        var endpoint = world.endpoint(good);
        world.endpoint(Siblings.endpoint(Ids.next(), name, bad, Siblings.open(), true));
        var off = world.endpoint(Siblings.endpoint(Ids.next(), "off", good, Siblings.open(), false));

        var answer = Api.as(ADA)
                .header("Prefer", "wait=20")
                .body(Map.of(
                        "tests",
                        List.of(
                                Map.of("endpoint_id", endpoint, "test_name", look()),
                                Map.of("integration", name, "test_name", look()),
                                Map.of("endpoint_id", off, "test_name", look()),
                                Map.of("endpoint_id", endpoint, "test_name", look()))))
                .post(Api.BASE + "/sessions/" + session + "/runs");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        var run = Api.get(answer.header("Location").substring(Api.BASE.length()));
        assertThat(run.getString("status")).isEqualTo("FAILED");
        assertThat(run.getList("results.status")).containsExactly("PASSED", "FAILED", "SKIPPED", "PASSED");
        assertThat(run.getMap("totals")).isEqualTo(Map.of("PASSED", 2, "FAILED", 1, "SKIPPED", 1));
        assertThat(run.getString("tag")).matches("lr-[0-9a-f]{12}");
        assertThat(Api.get("/sessions/" + session + "/runs").getList("items.id"))
                .containsExactly(run.getString("id"));
    }

    @Test
    void aRunThatNamesSomethingUnknownIsNotTakenOnAtAll() {
        var session = world.session(Map.of());
        var endpoint = world.endpoint(TargetService.baseUrl());

        var refused = Api.as(ADA)
                .body(Map.of(
                        "tests",
                        List.of(
                                Map.of("endpoint_id", endpoint, "test_name", look()),
                                Map.of("endpoint_id", endpoint, "test_name", "no-such-workflow"))))
                .post(Api.BASE + "/sessions/" + session + "/runs");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.<List<String>>path("violations.field")).containsExactly("tests[1].test_name");
        assertThat(Api.get("/sessions/" + session + "/runs").getList("items")).isEmpty();
    }

    @Test
    void everyCombinationOfTestsEndpointsAndDataIsATestOfItsOwn() {
        var target = TargetService.baseUrl();
        var answer = Api.as(ADA)
                .header("Prefer", "wait=20")
                .body(Map.of(
                        "parallel",
                        5,
                        "matrix",
                        Map.of(
                                "test_names",
                                List.of(withData(), byName()),
                                "endpoint_ids",
                                List.of(world.endpoint(target), world.endpoint(target)),
                                "csv",
                                "label,who\nfirst,ada\nsecond,\"bob, the other\"\n")))
                .post(Api.BASE + "/sessions/" + world.session(Map.of()) + "/runs");

        var run = answer.jsonPath();
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(run.getList("results.status")).hasSize(8).containsOnly("PASSED");
        assertThat(run.getList("results.data_row")).containsOnly("first", "second");
        assertThat(TargetService.received(target))
                .extracting(one -> one.path().replaceFirst("^/p[0-9]+", ""))
                .containsOnly("/hello/ada", "/hello/bob%2C%20the%20other")
                .hasSize(8);
    }

    @Test
    void aWorkflowsOwnRowsAreTestsOfTheirOwn() {
        var answer = Api.as(ADA)
                .header("Prefer", "wait=20")
                .body(Map.of(
                        "tests",
                        List.of(Map.of(
                                "endpoint_id", world.endpoint(TargetService.baseUrl()), "test_name", withData()))))
                .post(Api.BASE + "/sessions/" + world.session(Map.of()) + "/runs");

        assertThat(answer.<List<String>>path("results.data_row")).containsExactly("row 1", "somebody", "row 3");
    }

    @Test
    void aRunEndsAtItsDeadline() {
        var target = TargetService.baseUrl();
        var held = new java.util.concurrent.CountDownLatch(1);
        TargetService.answer(
                target,
                "GET /look",
                new Answer(200, "application/json", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8), held));
        var answer = Api.as(ADA)
                .header("Prefer", "wait=20")
                .body(Map.of(
                        "deadline_seconds",
                        1,
                        "tests",
                        List.of(Map.of("endpoint_id", world.endpoint(target), "test_name", look()))))
                .post(Api.BASE + "/sessions/" + world.session(Map.of()) + "/runs");
        held.countDown();

        assertThat(answer.<String>path("status")).isEqualTo("ERROR");
        assertThat(answer.<String>path("reason")).contains("deadline");
    }

    private static String withData() {
        return Api.known("""
                liverun: 1
                name: hello-with-data
                vars: {who: }
                data: [{who: a}, {label: somebody, who: b}, {who: c}]
                steps: [{name: hello, request: {method: GET, url: "/hello/${who}"}}]
                """);
    }

    private static String byName() {
        return Api.known("""
                liverun: 1
                name: hello-by-name
                vars: {who: }
                steps: [{name: hello, request: {method: GET, url: "/hello/${who}"}}]
                """);
    }

    private static String look() {
        return Api.known("""
                liverun: 1
                name: look
                steps: [{name: look, request: {method: GET, url: /look}}]
                """);
    }
}
