package dev.liverun.session;

import static dev.liverun.session.support.Siblings.report;
import static dev.liverun.session.support.Siblings.tested;
import static dev.liverun.session.support.Siblings.turned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.Event;
import dev.liverun.events.Ids;
import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.FeedbackFiled;
import dev.liverun.events.contract.FeedbackResolved;
import dev.liverun.events.contract.FeedbackStatus;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.events.contract.SessionPurged;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.session.support.Api;
import dev.liverun.session.support.Published;
import dev.liverun.session.support.Rows;
import dev.liverun.session.support.Siblings;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of old sessions, and what they tell as long as they are there. */
@QuarkusTest
class RetentionIT {

    private static final String RETENTION = "/api/v1/operations/session/retention";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Rows rows;

    @Inject
    Published published;

    @Inject
    Siblings siblings;

    private final String ada = Api.unique("ada");

    @Test
    void whatIsOverItsTimeIsShownAndThenPurgedWithItsEvent() {
        var ended = Api.started(ada, "{}");
        siblings.tell(tested(ended, Ids.next(), "banano", "pay", TestStatus.PASSED, null, 1));
        await().atMost(PATIENCE)
                .until(() -> rows.count("select count(*) from session_results where session_id = $1", ended) == 1);
        Api.ok(Api.transition(ada, ended, "complete"));
        var neverStarted = Api.created(ada, "{}");
        var young = Api.started(ada, "{}");
        age(ended, 91);
        rows.run("update test_sessions set created_at = created_at - interval '91 days' where id = $1", neverStarted);
        age(young, 89);

        var dryRun = Api.ok(Tokens.as(Roles.OPERATOR).get(RETENTION)).jsonPath();
        assertThat(dryRun.getList("sessions.id", String.class))
                .contains(ended.toString(), neverStarted.toString())
                .doesNotContain(young.toString());
        assertThat(status(ended)).isEqualTo(200);

        assertThat(Tokens.as(Roles.OPERATOR).post(RETENTION).statusCode()).isEqualTo(403);
        assertThat(Api.ok(Tokens.as(Roles.ADMIN).post(RETENTION)).jsonPath().getInt("left"))
                .isZero();

        assertThat(status(ended)).isEqualTo(404);
        assertThat(status(neverStarted)).isEqualTo(404);
        assertThat(status(young)).isEqualTo(200);
        assertThat(rows.count("select count(*) from session_results where session_id = $1", ended))
                .isZero();
        assertThat(published.about(ended, 4).get(3).data())
                .isInstanceOfSatisfying(SessionPurged.class, purged -> assertThat(purged.reason())
                        .isEqualTo("kept for PT2160H"));
    }

    @Test
    void trendsTellHowSessionsCameOut() {
        var name = Api.unique("banano");
        var banano = Ids.next();
        var id = Api.started(ada, "{}");
        siblings.tell(tested(id, banano, name, "pay", TestStatus.PASSED, null, 1));
        siblings.tell(tested(id, banano, name, "list", TestStatus.FAILED, FailureClass.PROVIDER_OUTAGE, 2));
        siblings.tell(turned(banano, name, 1, HealthStatus.HEALTHY, HealthStatus.TIMEOUT, id));
        var feedback = Ids.next();
        siblings.tell(Event.state(
                new FeedbackFiled(report(feedback, id, null, "slow", FeedbackStatus.OPEN, null), ada),
                1,
                Siblings.NOON));
        siblings.tell(Event.state(
                new FeedbackResolved(report(feedback, id, null, "slow", FeedbackStatus.RESOLVED, null), ada),
                2,
                Siblings.NOON));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        Api.get("/sessions/" + id + "/timeline").getList("items"))
                .hasSize(7));
        Api.ok(Api.transition(ada, id, "complete"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        Api.get("/sessions/" + id + "/seals").getList(""))
                .isNotEmpty());

        var trends = Api.get("/sessions/trends", Map.of("tester_id", ada, "bucket", "month"));
        assertThat(trends.getList("points")).hasSize(1);
        assertThat(trends.getInt("points[0].sessions")).isEqualTo(1);
        assertThat(trends.getInt("points[0].inconclusive")).isEqualTo(1);
        assertThat(trends.getFloat("points[0].pass_rate")).isEqualTo(0.5f);
        assertThat(trends.getFloat("points[0].product_pass_rate")).isEqualTo(1f);
        assertThat(trends.getInt("points[0].outages")).isEqualTo(1);
        assertThat(trends.getInt("points[0].mean_seconds_to_resolve")).isEqualTo(60);
        var ofOne = Api.get("/sessions/trends", Map.of("tester_id", ada, "integration", name));
        assertThat(ofOne.getInt("points[0].resolved"))
                .as("what was reported of no integration is none of its feedback")
                .isZero();
        assertThat(ofOne.getString("points[0].mean_seconds_to_resolve")).isNull();
        assertThat(Api.get("/sessions/trends", Map.of("tester_id", ada, "integration", "other"))
                        .getList("points"))
                .isEmpty();

        assertThat(Api.get("/sessions", Map.of("integration", name)).getList("items.id", String.class))
                .containsExactly(id.toString());
        assertThat(Api.get("/sessions", Map.of("tester_id", ada, "verdict", "INCONCLUSIVE"))
                        .getList("items.id", String.class))
                .containsExactly(id.toString());
        assertThat(Api.get("/sessions", Map.of("tester_id", ada, "verdict", "READY"))
                        .getList("items"))
                .isEmpty();
        assertThat(Api.get("/sessions", Map.of("tester_id", ada, "created_to", "2020-01-01T00:00:00Z"))
                        .getList("items"))
                .isEmpty();
    }

    @Test
    void trendsCountByDayWeekAndMonthWithinTheTimeThatIsAskedFor() {
        ended("2025-06-29T23:59:59Z");
        ended("2025-06-30T00:00:00Z");
        ended("2025-06-30T23:00:00Z");
        ended("2025-07-02T12:00:00Z");
        ended("2025-07-07T00:00:00Z");

        assertThat(trend("day", "2025-06-29T00:00:00Z", "2025-07-07T00:00:00Z"))
                .containsExactly("2025-06-29T00:00:00Z 1", "2025-06-30T00:00:00Z 2", "2025-07-02T00:00:00Z 1");
        assertThat(trend("week", "2025-06-01T00:00:00Z", "2025-08-01T00:00:00Z"))
                .as("a week begins on its Monday")
                .containsExactly("2025-06-23T00:00:00Z 1", "2025-06-30T00:00:00Z 3", "2025-07-07T00:00:00Z 1");
        assertThat(trend("month", "2025-06-30T00:00:00Z", "2025-07-07T00:00:01Z"))
                .containsExactly("2025-06-01T00:00:00Z 2", "2025-07-01T00:00:00Z 2");
    }

    private void ended(String at) {
        var id = Api.started(ada, "{}");
        Api.ok(Api.transition(ada, id, "complete"));
        rows.run(
                "update test_sessions set created_at = $2, started_at = $2, ended_at = $2 where id = $1",
                id,
                OffsetDateTime.parse(at));
    }

    private List<String> trend(String bucket, String from, String to) {
        List<Map<String, ?>> points = Api.get(
                        "/sessions/trends", Map.of("tester_id", ada, "bucket", bucket, "from", from, "to", to))
                .getList("points");
        return points.stream()
                .map(point -> point.get("from") + " " + point.get("sessions"))
                .toList();
    }

    private void age(UUID id, int days) {
        rows.run(
                "update test_sessions set created_at = created_at - make_interval(days => $2),"
                        + " started_at = started_at - make_interval(days => $2),"
                        + " ended_at = ended_at - make_interval(days => $2) where id = $1",
                id,
                days);
    }

    private static int status(UUID id) {
        return Api.viewer().get(Api.SESSIONS + "/" + id).statusCode();
    }
}
