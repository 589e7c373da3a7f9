package dev.liverun.runner;

import static dev.liverun.runner.support.World.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.events.Event;
import dev.liverun.events.Ids;
import dev.liverun.events.Topic;
import dev.liverun.events.contract.EndpointThrottled;
import dev.liverun.events.contract.FeedbackStatus;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.events.contract.SessionStatus;
import dev.liverun.runner.support.Api;
import dev.liverun.runner.support.Published;
import dev.liverun.runner.support.Rows;
import dev.liverun.runner.support.Siblings;
import dev.liverun.runner.support.TargetService;
import dev.liverun.runner.support.TargetService.Answer;
import dev.liverun.runner.support.World;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What other services tell, and what a failed test makes of it. */
@QuarkusTest
class FailureIT {

    @Inject
    World world;

    @Inject
    Rows rows;

    @Inject
    Siblings siblings;

    @Inject
    Published published;

    @Test
    void anOutageIsToldFromAFaultOfTheProductByTheEndpointsHealth() {
        var target = TargetService.baseUrl();
        TargetService.answer(target, "GET /look", new Answer(500, "{}"));
        var session = world.session(Map.of());
        var endpoint = world.endpoint(target);
        var before = Api.result(Api.test(ADA, session, endpoint, look()));
        assertThat(before.getString("failure_class")).isEqualTo("PRODUCT");
        siblings.tell(Siblings.health(endpoint, HealthStatus.UNHEALTHY, 1));
        world.eventually("select count(*) from endpoint_health_view where endpoint_id = $1", endpoint);

        var result = Api.result(Api.test(ADA, session, endpoint, look()));

        assertThat(result.getString("status")).isEqualTo("FAILED");
        assertThat(result.getString("failure_class")).isEqualTo("PROVIDER_OUTAGE");
        assertThat(result.getString("failure_evidence.rule")).isEqualTo("down");
        assertThat(result.getString("failure_evidence.endpoint_health.status")).isEqualTo("UNHEALTHY");
        assertThat(result.getInt("failure_evidence.attempts[0].status")).isEqualTo(500);
    }

    @Test
    void aKnownIssueIsShownBesideTheResultAndOthersThatStillFailTheSameWay() {
        var target = TargetService.baseUrl();
        TargetService.answer(target, "GET /look", new Answer(500, "{}"));
        var session = world.session(Map.of());
        var endpoint = world.endpoint(target);
        var reported = Api.result(Api.test(ADA, session, endpoint, look())).getString("id");
        var later = Api.result(Api.test(ADA, session, endpoint, look())).getString("id");
        var elsewhere = Api.result(Api.test(ADA, session, world.endpoint(target), look()))
                .getString("id");
        var feedback = Ids.next();

        siblings.tell(Siblings.linked(feedback, session, UUID.fromString(reported), FeedbackStatus.OPEN, 42, 2));

        await().atMost(Duration.ofSeconds(30)).until(() -> issue(reported) != null);
        assertThat(Api.get("/results/" + reported).getString("known_issue.github_issue_url"))
                .endsWith("/issues/42");
        assertThat(issue(later)).isEqualTo(42);
        assertThat(issue(elsewhere)).isNull();
        assertThat(Api.get("/sessions/" + session + "/results").getList("items.known_issue.github_issue_number"))
                .containsExactly(42, 42);

        siblings.tell(Siblings.linked(feedback, session, UUID.fromString(reported), FeedbackStatus.RESOLVED, 42, 3));
        await().atMost(Duration.ofSeconds(30)).until(() -> issue(later) == null);
        assertThat(Api.get("/results/" + reported).getString("known_issue.status"))
                .isEqualTo("RESOLVED");
    }

    @Test
    void whatIsToldTwiceOrTooLateChangesNothing() {
        var id = Ids.next();
        var now = Siblings.state(Siblings.session(id, SessionStatus.ACTIVE, ADA, Map.of(), 5));
        siblings.tell(now);
        siblings.tell(now);
        siblings.tell(Siblings.state(Siblings.session(id, SessionStatus.CREATED, ADA, Map.of(), 1)));
        var endpoint = Ids.next();
        siblings.tell(Siblings.health(endpoint, HealthStatus.HEALTHY, 9));
        siblings.tell(Siblings.health(endpoint, HealthStatus.UNHEALTHY, 8));
        var last = Ids.next();
        siblings.tell(Siblings.state(Siblings.session(last, SessionStatus.ACTIVE, ADA, Map.of(), 1)));
        world.eventually("select count(*) from endpoint_health_view where endpoint_id = $1", endpoint);
        world.eventually("select count(*) from inbox where consumer = 'sessions' and event_id = $1", now.id());

        await().pollDelay(Duration.ofMillis(300)).untilAsserted(() -> {
            assertThat(rows.count(
                            "select count(*) from session_view where id = $1 and status = 'ACTIVE' and version = 5",
                            id))
                    .isOne();
            assertThat(rows.count(
                            "select count(*) from endpoint_health_view where endpoint_id = $1 and status = 'HEALTHY'",
                            endpoint))
                    .isOne();
        });
    }

    @Test
    void aPauseThatAnEndpointAsksForIsToldToOthers() {
        var target = TargetService.baseUrl();
        TargetService.answer(target, "GET /look", new Answer(429, "{}"));
        var endpoint = world.endpoint(target);

        var result = Api.result(Api.test(ADA, world.session(Map.of()), endpoint, look()));

        assertThat(result.getString("failure_class")).isEqualTo("RATE_LIMITED");
        assertThat(published.on(Topic.THROTTLES, 1, event -> event.subject().equals(endpoint)))
                .singleElement()
                .satisfies(event -> assertThat(((EndpointThrottled) event.data()).observedBy())
                        .isEqualTo("test-runner-service"));
    }

    @Test
    void aPauseThatOthersLearntOfIsKept() {
        var target = TargetService.baseUrl();
        var endpoint = world.endpoint(target);
        paused(endpoint);

        var result = Api.result(Api.test(ADA, world.session(Map.of()), endpoint, look()));

        assertThat(result.getString("status")).isEqualTo("ERROR");
        assertThat(result.getString("failure_class")).isEqualTo("RATE_LIMITED");
        assertThat(TargetService.received(target)).isEmpty();
    }

    @Test
    void aPauseBeforeTheFirstCallLeavesWhatTestsMayUseAsItIs() {
        var endpoint = world.endpoint(TargetService.baseUrl());
        var rate = "/integrations/" + endpoint + "/rate-limit/tests";
        var before = Api.get(rate).getDouble("tests_per_minute");

        paused(endpoint);

        assertThat(Api.get(rate).getDouble("tests_per_minute")).isEqualTo(before);
        assertThat(Api.get(rate).getInt("used_last_minute")).isZero();
    }

    /** The health monitor was asked for patience. */
    private void paused(UUID endpoint) {
        var now = Instant.now();
        var told = Event.fact(
                Ids.next(), new EndpointThrottled(endpoint, now.plusSeconds(3600), now, "health-monitor-service"), now);
        siblings.tell(told);
        world.eventually("select count(*) from inbox where consumer = 'throttles' and event_id = $1", told.id());
    }

    private static Integer issue(String result) {
        return Api.get("/results/" + result).get("known_issue.github_issue_number");
    }

    private static String look() {
        return Api.known("""
                liverun: 1
                name: look
                steps: [{name: look, request: {method: GET, url: /look}}]
                """);
    }
}
