package dev.liverun.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.events.Event;
import dev.liverun.events.Ids;
import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.HealthChanged;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.events.contract.Participant;
import dev.liverun.events.contract.ParticipantRole;
import dev.liverun.events.contract.SessionChanged;
import dev.liverun.events.contract.SessionCreated;
import dev.liverun.events.contract.SessionPurged;
import dev.liverun.events.contract.SessionSnapshot;
import dev.liverun.events.contract.SessionStarted;
import dev.liverun.events.contract.SessionStatus;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.contract.TestReclassified;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.feedback.support.Api;
import dev.liverun.feedback.support.Rows;
import dev.liverun.feedback.support.Siblings;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What other services tell, and what of it becomes a report's evidence. */
@QuarkusTest
class ViewsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Inject
    Siblings siblings;

    @Inject
    Rows rows;

    private final UUID session = Ids.next();
    private final UUID banano = Ids.next();
    private final UUID run = Ids.next();
    private final String name = Api.unique("banano");
    private final Map<String, Object> configuration = Map.of(
            "environment",
            "staging",
            "integrations",
            List.of(Map.of("name", name)),
            "github",
            Map.of("auto_create", false));

    @Test
    void aReportCarriesWhatWasGoingOnWhenItWasFiledAndRedeliveryChangesNothing() {
        var failed = tested(TestStatus.FAILED, 2);
        var story = List.<Event<?>>of(
                Event.state(new SessionCreated(session(SessionStatus.CREATED, 1), "ada"), 1, NOON),
                Event.state(new SessionStarted(session(SessionStatus.ACTIVE, 2), "ada"), 2, NOON),
                tested(TestStatus.PASSED, 1),
                failed,
                turned(banano, name, 1, HealthStatus.HEALTHY),
                turned(banano, name, 2, HealthStatus.UNHEALTHY),
                turned(Ids.next(), "elsewhere", 1, HealthStatus.DEGRADED));
        story.forEach(siblings::tell);
        awaitApplied(story);
        assertEvidence(failed.data().id());

        // Everything again, then something new: once that is there, everything before it has been seen.
        story.forEach(siblings::tell);
        var news = List.<Event<?>>of(
                Event.state(new SessionChanged(session(SessionStatus.ACTIVE, 3), List.of("name"), "ada"), 3, NOON),
                turned(banano, name, 3, HealthStatus.UNHEALTHY),
                tested(TestStatus.PASSED, 0));
        news.forEach(siblings::tell);
        awaitApplied(news);
        assertEvidence(failed.data().id());
        assertThat(rows.count("select count(*) from result_view where session_id = $1", session))
                .isEqualTo(3);
    }

    @Test
    void anOlderStateThatArrivesLaterChangesNothing() {
        var story = List.<Event<?>>of(
                Event.state(new SessionStarted(session(SessionStatus.ACTIVE, 2), "ada"), 2, NOON),
                Event.state(new SessionCreated(session(SessionStatus.CREATED, 1), "ada"), 1, NOON),
                turned(banano, name, 2, HealthStatus.UNHEALTHY),
                turned(banano, name, 1, HealthStatus.HEALTHY));
        story.forEach(siblings::tell);
        awaitApplied(story);

        assertThat(rows.count("select version from session_view where id = $1", session))
                .isEqualTo(2);
        assertThat(rows.count("select sequence from health_view where endpoint_id = $1", banano))
                .isEqualTo(2);
    }

    @Test
    void evidenceTellsWhoAPersonSaidIsAtFault() {
        var failed = tested(TestStatus.FAILED, 2);
        var story = List.<Event<?>>of(
                Event.state(new SessionStarted(session(SessionStatus.ACTIVE, 1), "ada"), 1, NOON),
                failed,
                Event.fact(
                        Ids.next(),
                        new TestReclassified(
                                failed.data().id(),
                                session,
                                banano,
                                name,
                                run,
                                "pay",
                                FailureClass.PRODUCT,
                                "our amount is wrong",
                                NOON,
                                "ada"),
                        NOON));
        story.forEach(siblings::tell);
        awaitApplied(story);

        var report = Api.get(
                Api.filed(session, Map.of("result_id", failed.data().id().toString())));

        assertThat(report.getString("evidence.results[0].failure_class")).isEqualTo("PRODUCT");
    }

    @Test
    void aPurgedSessionTakesNoMoreReports() {
        var story = List.<Event<?>>of(
                Event.state(new SessionStarted(session(SessionStatus.ACTIVE, 1), "ada"), 1, NOON),
                Event.state(new SessionPurged(session(SessionStatus.COMPLETED, 2), "retention", "system"), 2, NOON));
        story.forEach(siblings::tell);
        awaitApplied(story);

        assertThat(Api.as("ada")
                        .body(Api.report(session, Map.of()))
                        .post(Api.FEEDBACK)
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aReportStaysAndSaysThatItsSessionWasPurged() {
        var started = Event.state(new SessionStarted(session(SessionStatus.ACTIVE, 1), "ada"), 1, NOON);
        siblings.tell(started);
        awaitApplied(List.of(started));
        var report = Api.filed(session, "Payment arrives twice");
        var before = Api.as("ada").get(Api.FEEDBACK + "/" + report);
        assertThat(before.jsonPath().getBoolean("session_purged")).isFalse();

        var purged =
                Event.state(new SessionPurged(session(SessionStatus.COMPLETED, 2), "retention", "system"), 2, NOON);
        siblings.tell(purged);
        awaitApplied(List.of(purged));

        var listed = Api.get("/feedback?session_id=" + session);
        assertThat(listed.getList("items.id")).containsExactly(report.toString());
        assertThat(listed.getBoolean("items[0].session_purged")).isTrue();
        var after =
                Api.as("ada").header("If-None-Match", before.getHeader("ETag")).get(Api.FEEDBACK + "/" + report);
        assertThat(after.statusCode()).as("a browser shows what it kept").isEqualTo(200);
        assertThat(after.jsonPath().getBoolean("session_purged")).isTrue();
        assertThat(Api.change(report, Map.of("priority", "HIGH")).jsonPath().getBoolean("session_purged"))
                .isTrue();
    }

    private void assertEvidence(UUID failed) {
        var report = Api.get(Api.filed(session, Map.of("result_id", failed.toString())));

        assertThat(report.getString("endpoint_id")).isEqualTo(banano.toString());
        assertThat(report.getString("evidence.environment")).isEqualTo("staging");
        assertThat(report.getString("evidence.results[0].result_id")).isEqualTo(failed.toString());
        assertThat(report.getString("evidence.results[0].failure_class")).isEqualTo("PROVIDER_OUTAGE");
        assertThat(report.getList("evidence.results.findAll { it.result_id == '" + failed + "' }"))
                .hasSize(1);
        assertThat(report.getList("evidence.health.endpoint")).containsExactly(name);
        assertThat(report.getList("evidence.health.status")).containsExactly("UNHEALTHY");
    }

    /** The inbox tells, which counts each event once. */
    private void awaitApplied(List<Event<?>> events) {
        var ids = events.stream().map(Event::id).toArray(UUID[]::new);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        rows.count("select count(*) from inbox where event_id = any($1)", (Object) ids))
                .isEqualTo(events.size()));
    }

    private SessionSnapshot session(SessionStatus status, long version) {
        return new SessionSnapshot(
                session,
                "payments",
                null,
                status,
                NOON,
                NOON,
                null,
                "ada",
                List.of(new Participant("ada", ParticipantRole.TESTER)),
                configuration,
                null,
                version);
    }

    private static Event<HealthChanged> turned(UUID endpoint, String name, long sequence, HealthStatus to) {
        return Event.state(
                new HealthChanged(endpoint, name, null, to, "3 of 3 checks", NOON, List.of()), sequence, NOON);
    }

    private Event<TestCompleted> tested(TestStatus status, int second) {
        var id = Ids.next();
        var failed = status == TestStatus.FAILED;
        var data = new TestCompleted(
                id,
                session,
                banano,
                name,
                run,
                "pay",
                status,
                NOON,
                NOON.plusSeconds(second),
                1000,
                List.of(),
                failed ? "503" : null,
                failed ? FailureClass.PROVIDER_OUTAGE : null,
                failed ? "banano was UNHEALTHY" : null);
        return Event.fact(id, data, NOON.plusSeconds(second));
    }
}
