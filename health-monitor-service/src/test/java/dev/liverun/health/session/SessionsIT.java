package dev.liverun.health.session;

import static dev.liverun.health.testing.Integrations.PATH;
import static dev.liverun.health.testing.Integrations.check;
import static dev.liverun.health.testing.Integrations.registerChecked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.Event;
import dev.liverun.events.Ids;
import dev.liverun.events.Topic;
import dev.liverun.events.contract.EndpointThrottled;
import dev.liverun.events.contract.HealthChecked;
import dev.liverun.events.contract.Participant;
import dev.liverun.events.contract.ParticipantRole;
import dev.liverun.events.contract.SessionCompleted;
import dev.liverun.events.contract.SessionCreated;
import dev.liverun.events.contract.SessionPurged;
import dev.liverun.events.contract.SessionSnapshot;
import dev.liverun.events.contract.SessionStarted;
import dev.liverun.events.contract.SessionStatus;
import dev.liverun.health.testing.HealthInfra;
import dev.liverun.health.testing.KafkaTopics;
import dev.liverun.health.testing.Target;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionsIT {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static Target target;
    private static KafkaTopics kafka;

    @Inject
    Pool pool;

    @BeforeAll
    static void start() {
        target = new Target();
        kafka = new KafkaTopics();
    }

    @AfterAll
    static void stop() {
        kafka.close();
        target.close();
    }

    @Test
    void starting_a_session_checks_its_scope_at_once_and_checks_belong_to_it_until_it_ends() {
        var inScope = registerChecked(target.url(), Map.of());
        var byId = registerChecked(target.url(), Map.of());
        var outside = registerChecked(target.url(), Map.of());
        var session = Ids.next();
        var scope = Map.<String, Object>of(
                "integrations",
                List.of(Map.of("name", nameOf(inScope).toUpperCase()), Map.of("endpoint_id", byId.toString())));

        publish(session, SessionStatus.CREATED, 1, scope);
        publish(session, SessionStatus.ACTIVE, 2, scope);

        for (var endpoint : List.of(inScope, byId)) {
            var history = awaitChecks(endpoint, session, 1);
            assertThat(history.getString("items[0].session_id")).isEqualTo(session.toString());
        }
        check(outside);
        assertThat(history(outside, session).getList("items")).isEmpty();

        check(inScope);
        publish(session, SessionStatus.COMPLETED, 3, scope);
        await().atMost(Duration.ofSeconds(20)).until(() -> !isOpen(session));
        check(inScope);
        assertThat(history(inScope, session).getList("items")).hasSize(2);
        assertThat(kafka.about(Topic.HEALTH, inScope))
                .filteredOn(event -> event.data() instanceof HealthChecked checked
                        && checked.sessionIds().equals(List.of(session)))
                .hasSizeBetween(1, 2);
    }

    @Test
    void a_session_without_a_scope_concerns_everything_and_its_interval_holds_while_it_is_open() {
        var endpoint = registerChecked(target.url(), Map.of());
        var session = Ids.next();
        Map<String, Object> configuration = Map.of("check_interval_seconds", 1);

        publish(session, SessionStatus.ACTIVE, 1, configuration);

        awaitChecks(endpoint, session, 4);
        publish(session, SessionStatus.COMPLETED, 2, configuration);
        await().atMost(Duration.ofSeconds(20)).until(() -> !isOpen(session));
    }

    @Test
    void two_sessions_share_one_check() {
        var endpoint = registerChecked(target.url(), Map.of());
        var scope = Map.<String, Object>of("integrations", List.of(Map.of("endpoint_id", endpoint.toString())));
        var one = Ids.next();
        var other = Ids.next();
        publish(one, SessionStatus.ACTIVE, 1, scope);
        publish(other, SessionStatus.PAUSED, 1, scope);
        await().atMost(Duration.ofSeconds(20)).until(() -> isOpen(one) && isOpen(other));

        var made = check(endpoint);

        assertThat(made.getList("session_ids", UUID.class)).contains(one, other);
    }

    @Test
    void redelivery_and_what_comes_late_change_nothing() {
        var session = Ids.next();
        var started = event(session, SessionStatus.ACTIVE, 2, Map.of("integrations", List.of(Map.of("name", "none"))));
        var ended = event(session, SessionStatus.COMPLETED, 3, Map.of());
        kafka.publish(started);
        await().atMost(Duration.ofSeconds(20)).until(() -> isOpen(session));
        kafka.publish(ended);
        await().atMost(Duration.ofSeconds(20)).until(() -> !isOpen(session));

        kafka.publish(started);
        kafka.publish(event(session, SessionStatus.ACTIVE, 2, Map.of()));
        var marker = Ids.next();
        publish(marker, SessionStatus.CREATED, 1, Map.of());
        kafka.publish(ended);

        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(10)).until(() -> !isOpen(session));
    }

    @Test
    void a_purged_session_is_forgotten_and_its_checks_stay() {
        var session = Ids.next();
        publish(session, SessionStatus.CREATED, 1, Map.of());
        await().atMost(Duration.ofSeconds(20)).until(() -> known(session));

        kafka.publish(Event.state(
                new SessionPurged(snapshot(session, SessionStatus.CREATED, 2, Map.of()), "deleted", "ada"), 2, NOW));

        await().atMost(Duration.ofSeconds(20)).until(() -> !known(session));
    }

    @Test
    void a_session_that_no_event_told_of_is_asked_for_at_its_owner() {
        var endpoint = registerChecked(target.url(), Map.of());

        Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + endpoint + "/health/history?session_id=" + HealthInfra.KNOWN_TO_ITS_OWNER)
                .then()
                .statusCode(200)
                .body("items", equalTo(List.of()));
        Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + endpoint + "/health/history?session_id=" + UUID.randomUUID())
                .then()
                .statusCode(422)
                .body("type", equalTo("https://liverun.dev/problems/unknown-reference"));
    }

    @Test
    void a_pause_that_the_runner_learnt_holds_here_too() {
        var endpoint = registerChecked(target.url(), Map.of());
        var until = Instant.now().plusSeconds(90);

        kafka.publish(Event.fact(Ids.next(), new EndpointThrottled(endpoint, until, NOW, "test-runner-service"), NOW));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> Tokens.as(Roles.TESTER)
                .post(PATH + "/" + endpoint + "/health")
                .then()
                .statusCode(429)
                .body("cause", equalTo("PAUSED")));
    }

    private static void publish(UUID session, SessionStatus status, long sequence, Map<String, Object> configuration) {
        kafka.publish(event(session, status, sequence, configuration));
    }

    private static Event<?> event(
            UUID session, SessionStatus status, long sequence, Map<String, Object> configuration) {
        var snapshot = snapshot(session, status, sequence, configuration);
        return switch (status) {
            case CREATED -> Event.state(new SessionCreated(snapshot, "ada"), sequence, NOW);
            case ACTIVE, PAUSED -> Event.state(new SessionStarted(snapshot, "ada"), sequence, NOW);
            case COMPLETED, FAILED -> Event.state(new SessionCompleted(snapshot, null, "ada"), sequence, NOW);
        };
    }

    private static SessionSnapshot snapshot(
            UUID session, SessionStatus status, long version, Map<String, Object> configuration) {
        return new SessionSnapshot(
                session,
                "session " + session,
                null,
                status,
                NOW,
                NOW,
                null,
                "ada",
                List.of(new Participant("ada", ParticipantRole.TESTER)),
                configuration,
                null,
                version);
    }

    private static String nameOf(UUID endpoint) {
        return Tokens.as(Roles.VIEWER).get(PATH + "/" + endpoint).jsonPath().getString("name");
    }

    private static JsonPath awaitChecks(UUID endpoint, UUID session, int atLeast) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> history(endpoint, session),
                        history -> history.getList("items") != null
                                && history.getList("items").size() >= atLeast);
    }

    private static JsonPath history(UUID endpoint, UUID session) {
        return Tokens.as(Roles.VIEWER)
                .get(PATH + "/" + endpoint + "/health/history?session_id=" + session)
                .jsonPath();
    }

    private boolean isOpen(UUID session) {
        return exists("select 1 from session_views where open and session_id = $1", session);
    }

    private boolean known(UUID session) {
        return exists("select 1 from session_views where session_id = $1", session);
    }

    private boolean exists(String query, UUID id) {
        return pool.preparedQuery(query)
                        .execute(Tuple.of(id))
                        .await()
                        .atMost(Duration.ofSeconds(10))
                        .size()
                > 0;
    }
}
