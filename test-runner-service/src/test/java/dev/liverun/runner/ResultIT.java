package dev.liverun.runner;

import static dev.liverun.runner.support.World.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.testing.TestAuthResource;
import dev.liverun.embedded.junit.LiverunInfraResource;
import dev.liverun.events.Topic;
import dev.liverun.events.contract.RunCompleted;
import dev.liverun.events.contract.RunStarted;
import dev.liverun.events.contract.RunStatus;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.contract.TestEvent;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.runner.support.Api;
import dev.liverun.runner.support.Published;
import dev.liverun.runner.support.TargetService;
import dev.liverun.runner.support.TargetService.Answer;
import dev.liverun.runner.support.World;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Single tests through the API. The resources named here serve all tests of this module. */
@QuarkusTest
@WithTestResource(
        value = LiverunInfraResource.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "service", value = "runner"))
@WithTestResource(value = TestAuthResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = TargetService.class, scope = TestResourceScope.GLOBAL)
class ResultIT {

    @Inject
    World world;

    @Inject
    Published published;

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
        });
        assertThat(events.get(2).data()).isInstanceOfSatisfying(RunCompleted.class, told -> {
            assertThat(told.run().status()).isEqualTo(RunStatus.PASSED);
            assertThat(told.run().totals()).isEqualTo(Map.of(TestStatus.PASSED, 1));
        });
    }
}
