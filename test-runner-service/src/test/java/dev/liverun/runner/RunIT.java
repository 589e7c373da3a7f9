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

    private static String look() {
        return Api.known("""
                liverun: 1
                name: look
                steps: [{name: look, request: {method: GET, url: /look}}]
                """);
    }
}
