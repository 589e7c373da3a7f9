package dev.liverun.session;

import static dev.liverun.session.support.Siblings.checked;
import static dev.liverun.session.support.Siblings.registered;
import static dev.liverun.session.support.Siblings.report;
import static dev.liverun.session.support.Siblings.run;
import static dev.liverun.session.support.Siblings.tested;
import static dev.liverun.session.support.Siblings.turned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.events.Event;
import dev.liverun.events.Ids;
import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.FeedbackFiled;
import dev.liverun.events.contract.FeedbackLinked;
import dev.liverun.events.contract.FeedbackResolved;
import dev.liverun.events.contract.FeedbackStatus;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.events.contract.RunCompleted;
import dev.liverun.events.contract.RunStarted;
import dev.liverun.events.contract.RunStatus;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.session.support.Api;
import dev.liverun.session.support.Rows;
import dev.liverun.session.support.Siblings;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What other services tell, and what is to be read of it here. */
@QuarkusTest
class ViewsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MARKUP = "<script>alert('x')</script>";

    @Inject
    Siblings siblings;

    @Inject
    Rows rows;

    private final String ada = Api.unique("ada");
    private final UUID banano = Ids.next();
    private final String name = Api.unique("banano");

    @Test
    void aSessionShowsItsHealthResultsAndFeedbackAndRedeliveryChangesNothing() {
        var id = Api.started(ada, """
                {"integrations": [{"name": "%s"}], "plan": ["pay", "refund"], "version": "7"}""".formatted(name));
        var story = story(id);
        siblings.tellAll(story);
        settled(id, 12);

        var summary = Api.get("/sessions/" + id + "/summary");
        assertSummary(summary);
        var timeline = Api.get("/sessions/" + id + "/timeline");
        assertThat(timeline.getList("items.type").subList(2, 12))
                .containsExactlyInAnyOrder(
                        "health.changed",
                        "health.changed",
                        "run.started",
                        "run.completed",
                        "test.completed",
                        "test.completed",
                        "test.completed",
                        "feedback.filed",
                        "feedback.linked",
                        "feedback.resolved");

        // Everything again, then something new: once that is there, everything before it has been seen.
        siblings.tellAll(story);
        var marker = tested(id, banano, name, "marker", TestStatus.SKIPPED, null, 90);
        siblings.tell(marker);
        var last = checked(banano, name, HealthStatus.HEALTHY, 10, 200, 90, Ids.next());
        siblings.tell(last);
        settled(id, 13);
        await().atMost(PATIENCE)
                .until(() -> rows.count(
                                "select count(*) from endpoint_checks where endpoint_id = $1 and checked_at = $2",
                                banano,
                                last.data()
                                        .checkedAt()
                                        .truncatedTo(ChronoUnit.MICROS)
                                        .atOffset(ZoneOffset.UTC))
                        == 1);
        for (var position = 0; position < 12; position++) {
            assertThat(Api.get("/sessions/" + id + "/timeline").getString("items[" + position + "].title"))
                    .isEqualTo(timeline.getString("items[" + position + "].title"));
        }
        assertSummary(Api.get("/sessions/" + id + "/summary"));
    }

    @Test
    void whoIsAtFaultFollowsWhatAPersonSaidAndIsCountedOnce() {
        var id = Api.started(ada, "{}");
        var first = tested(id, banano, name, "pay", TestStatus.FAILED, FailureClass.PROVIDER_OUTAGE, 1);
        var second = tested(id, banano, name, "pay", TestStatus.FAILED, FailureClass.PROVIDER_OUTAGE, 2);
        siblings.tellAll(List.of(
                first,
                second,
                said(first, id, FailureClass.PRODUCT, "our amount is wrong"),
                said(second, id, FailureClass.PRODUCT, "so it is here"),
                said(first, id, FailureClass.AUTH, "no: the key had expired")));
        settled(id, 7);

        var summary = Api.get("/sessions/" + id + "/summary");
        assertThat(summary.getInt("results.total")).isEqualTo(2);
        assertThat(summary.<String, Integer>getMap("results.by_failure_class"))
                .containsEntry("PRODUCT", 1)
                .containsEntry("AUTH", 1)
                .containsEntry("PROVIDER_OUTAGE", 0);
        assertThat(rows.count("select sum(total_ms)::bigint from session_result_counts where session_id = $1", id))
                .isEqualTo(2000);
        var entry = Api.get("/sessions/" + id + "/timeline");
        assertThat(entry.getString("items[6].type")).isEqualTo("test.reclassified");
        assertThat(entry.getString("items[6].actor")).isEqualTo("ada");
        assertThat(entry.getString("items[6].title")).contains("pay", name, "AUTH", "the key had expired");
    }

    private Event<?> said(Event<TestCompleted> test, UUID session, FailureClass failure, String why) {
        return Siblings.reclassified(test.data().id(), session, banano, name, failure, why);
    }

    @Test
    void theReportSaysTheSameInEveryFormatAndProvesIt() throws Exception {
        var id = Api.started(ada, """
                {"integrations": [{"name": "%s"}], "environment": "%s"}""".formatted(name, MARKUP));
        siblings.tellAll(story(id));
        settled(id, 12);
        Api.ok(Api.as(ada).body("{\"text\": \"" + MARKUP + "\"}").post(Api.SESSIONS + "/" + id + "/timeline"));
        Api.ok(Api.transition(ada, id, "complete"));

        var json = Api.ok(Api.viewer().get(Api.SESSIONS + "/" + id + "/report?format=json"));
        var sha256 = json.jsonPath().getString("sha256");
        assertThat(sha256).isEqualTo(sha256AsAReaderWould(json.asByteArray()));
        assertThat(json.jsonPath().getInt("evidence.results.total")).isEqualTo(3);
        assertThat(json.jsonPath().getList("evidence.tests")).hasSize(3);
        assertThat(json.jsonPath().getInt("evidence.tests.find { it.status == 'FAILED' }.github_issue_number"))
                .isEqualTo(41);
        assertThat(json.jsonPath().getBoolean("evidence.decided")).isTrue();

        var html = Api.ok(Api.viewer().get(Api.SESSIONS + "/" + id + "/report"));
        assertThat(html.contentType()).startsWith("text/html");
        assertThat(html.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(html.asString())
                .contains(sha256, "PROVIDER_OUTAGE", "https://github.com/acme/shop/issues/41", "&lt;script&gt;")
                .doesNotContain("<script");

        // To look at, and to try the hash on.
        Files.writeString(Path.of("target", "session-report.html"), html.asString());
        Files.write(Path.of("target", "session-report.json"), json.asByteArray());

        // The same evidence has the same hash.
        assertThat(Api.get("/sessions/" + id + "/report", Map.of("format", "json"))
                        .getString("sha256"))
                .isEqualTo(sha256);
    }

    @Test
    void theDashboardShowsWhatIsGoingOn() {
        var id = Api.started(ada, "{}");
        var before = Api.get("/dashboard");
        var running = Ids.next();
        siblings.tell(registered(banano, name));
        siblings.tell(turned(banano, name, 1, null, HealthStatus.DEGRADED, id));
        siblings.tell(Event.state(new RunStarted(run(running, id, RunStatus.RUNNING), ada), 1, Siblings.NOON));
        siblings.tell(Event.state(
                new FeedbackFiled(report(Ids.next(), id, null, "slow", FeedbackStatus.OPEN, null), ada),
                1,
                Siblings.NOON));

        await().atMost(PATIENCE).untilAsserted(() -> {
            var now = Api.get("/dashboard");
            assertThat(now.getInt("open_feedback.CRITICAL")).isEqualTo(before.getInt("open_feedback.CRITICAL") + 1);
            assertThat(now.getString("integrations.find { it.id == '" + banano + "' }.status"))
                    .isEqualTo("DEGRADED");
            assertThat(now.getString("running.find { it.run_id == '" + running + "' }.session_id"))
                    .isEqualTo(id.toString());
            assertThat(now.getInt("sessions.ACTIVE")).isGreaterThan(0);
        });
    }

    @Test
    void theDashboardTellsHowIntegrationsDoInTheSessionsThatAreGoingOn() {
        var id = Api.started(ada, "{}");
        var bob = Api.unique("bob");
        var other = Api.started(bob, "{}");
        siblings.tell(registered(banano, name));
        siblings.tell(checked(banano, name, HealthStatus.HEALTHY, 20, 200, 1, id, other));
        siblings.tell(checked(banano, name, HealthStatus.UNHEALTHY, 20, 503, 2, id));
        duringSessions(2, 3, 0.6666f);

        Api.ok(Api.transition(bob, other, "complete"));
        duringSessions(1, 2, 0.5f);
    }

    private void duringSessions(int sessions, int checks, float uptime) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(Api.get("/dashboard")
                        .<String, Object>getMap("integrations.find { it.id == '" + banano + "' }.during_sessions"))
                .isEqualTo(Map.of("sessions", sessions, "checks", checks, "uptime", uptime)));
    }

    @Test
    void whatAnIntegrationDoesInAPauseCountsNeitherForItNorAgainstIt() {
        var id = Api.started(ada, "{}");
        siblings.tell(registered(banano, name));
        Api.ok(Api.transition(ada, id, "pause"));
        var inThePause = checked(banano, name, HealthStatus.UNHEALTHY, 900, 503, 0, id);
        Api.ok(Api.transition(ada, id, "resume"));
        var afterIt = checked(banano, name, HealthStatus.HEALTHY, 10, 200, 0, id);
        siblings.tell(inThePause);
        siblings.tell(afterIt);

        await().atMost(PATIENCE).until(() -> !Api.get("/sessions/" + id + "/health")
                .getList("integrations.findAll { it.name == '" + name + "' && it.checks.healthy == 1 }")
                .isEmpty());
        var health = Api.get("/sessions/" + id + "/health");
        var one = "integrations.find { it.name == '" + name + "' }.";
        assertThat(health.getInt(one + "checks.total")).isEqualTo(1);
        assertThat(health.getFloat(one + "uptime")).isEqualTo(1f);
        assertThat(health.getInt(one + "response_time_ms.p99")).isLessThan(900);
    }

    @Test
    void anOlderStateThatArrivesLaterChangesNothing() {
        var id = Api.started(ada, "{\"integrations\": [{\"name\": \"" + name + "\"}]}");
        siblings.tell(turned(banano, name, 3, HealthStatus.UNHEALTHY, HealthStatus.HEALTHY, id));
        siblings.tell(turned(banano, name, 2, HealthStatus.HEALTHY, HealthStatus.UNHEALTHY, id));
        settled(id, 4);

        assertThat(Api.get("/sessions/" + id + "/health").getString("integrations[0].current.status"))
                .isEqualTo("HEALTHY");
    }

    @Test
    void whatBelongsToASessionThatIsGoneIsDropped() {
        var gone = Api.created(ada, "{}");
        Api.ok(Api.as(ada).delete(Api.SESSIONS + "/" + gone));
        var id = Api.started(ada, "{}");
        siblings.tell(tested(gone, banano, name, "pay", TestStatus.PASSED, null, 1));
        siblings.tell(turned(banano, name, 1, null, HealthStatus.HEALTHY, gone, id));
        siblings.tell(tested(id, banano, name, "pay", TestStatus.PASSED, null, 1));
        settled(id, 4);

        assertThat(rows.count("select count(*) from session_results where session_id = $1", gone))
                .isZero();
        assertThat(rows.count("select count(*) from timeline_entries where session_id = $1", gone))
                .isZero();
    }

    @Test
    void aSessionNamesAnIntegrationThatOnlyItsOwnerKnowsYet() {
        var known = dev.liverun.session.support.FakeHealthMonitor.KNOWN;

        var id = Api.created(ada, "{\"integrations\": [{\"endpoint_id\": \"" + known + "\"}]}");

        assertThat(Api.get("/sessions/" + id + "/health").getString("integrations[0].name"))
                .isEqualTo("known-to-owner");
    }

    /** An integration turns bad, a test fails for it, is reported, linked and resolved. Ten entries on the timeline. */
    private List<Event<?>> story(UUID id) {
        var runId = Ids.next();
        var failed = tested(id, banano, name, "pay", TestStatus.FAILED, FailureClass.PROVIDER_OUTAGE, 20);
        var reportId = Ids.next();
        var story = new ArrayList<Event<?>>();
        story.add(registered(banano, name));
        for (int second = 1; second <= 8; second++) {
            story.add(checked(banano, name, HealthStatus.HEALTHY, 10 * second, 200, second, id));
        }
        story.add(checked(banano, name, HealthStatus.DEGRADED, 15, 429, 9, id));
        story.add(checked(banano, name, HealthStatus.UNHEALTHY, null, null, 10, id));
        story.add(turned(banano, name, 1, null, HealthStatus.HEALTHY, id));
        story.add(turned(banano, name, 2, HealthStatus.HEALTHY, HealthStatus.UNHEALTHY, id));
        story.add(Event.state(new RunStarted(run(runId, id, RunStatus.RUNNING), ada), 1, Siblings.NOON));
        story.add(tested(id, banano, name, "pay", TestStatus.PASSED, null, 10));
        story.add(failed);
        story.add(tested(id, banano, name, "refund", TestStatus.SKIPPED, null, 30));
        story.add(Event.state(new RunCompleted(run(runId, id, RunStatus.FAILED), ada), 2, Siblings.NOON));
        story.add(Event.state(
                new FeedbackFiled(report(reportId, id, failed.id(), "no payment", FeedbackStatus.OPEN, null), ada),
                1,
                Siblings.NOON));
        story.add(Event.state(
                new FeedbackLinked(report(reportId, id, failed.id(), "no payment", FeedbackStatus.OPEN, 41)),
                2,
                Siblings.NOON));
        story.add(Event.state(
                new FeedbackResolved(
                        report(reportId, id, failed.id(), "no payment", FeedbackStatus.RESOLVED, 41), "github"),
                3,
                Siblings.NOON));
        return story;
    }

    private static void assertSummary(JsonPath summary) {
        assertThat(summary.getInt("results.by_status.PASSED")).isEqualTo(1);
        assertThat(summary.getInt("results.by_status.FAILED")).isEqualTo(1);
        assertThat(summary.getInt("results.by_failure_class.PROVIDER_OUTAGE")).isEqualTo(1);
        assertThat(summary.getFloat("results.pass_rate")).isEqualTo(0.5f);
        assertThat(summary.getFloat("results.product.pass_rate")).isEqualTo(1f);
        assertThat(summary.getInt("integrations[0].checks.total")).isEqualTo(10);
        assertThat(summary.getInt("integrations[0].checks.rate_limited")).isEqualTo(1);
        assertThat(summary.getFloat("integrations[0].uptime")).isEqualTo(0.8888f);
        assertThat(summary.getInt("integrations[0].response_time_ms.p50")).isBetween(40, 42);
        assertThat(summary.getString("integrations[0].last_check.status")).isEqualTo("UNHEALTHY");
        assertThat(summary.getString("integrations[0].current.status")).isEqualTo("UNHEALTHY");
        assertThat(summary.getInt("feedback.total")).isEqualTo(1);
        assertThat(summary.getInt("feedback.open")).isZero();
        assertThat(summary.getInt("feedback.items[0].github.number")).isEqualTo(41);
        assertThat(summary.getString("feedback.items[0].github.state")).isEqualTo("closed");
        assertThat(summary.getString("verdict")).isEqualTo("NOT_READY");
        assertThat(summary.getList("reasons", String.class)).anyMatch(reason -> reason.contains("88.88 %"));
    }

    /** All events have arrived: those of a session are on its timeline last. */
    private static void settled(UUID id, int entries) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        Api.get("/sessions/" + id + "/timeline").getList("items"))
                .hasSize(entries));
    }

    /** Sorted keys, no spaces: {@code jq -cjS .evidence}. */
    private static String sha256AsAReaderWould(byte[] report) throws Exception {
        var mapper = new com.fasterxml.jackson.databind.ObjectMapper()
                .enable(com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        var evidence = (Map<?, ?>) mapper.readValue(report, Map.class).get("evidence");
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(mapper.writeValueAsString(evidence).getBytes(StandardCharsets.UTF_8)));
    }
}
