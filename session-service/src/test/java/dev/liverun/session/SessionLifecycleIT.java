package dev.liverun.session;

import static dev.liverun.session.support.Api.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.TestAuthResource;
import dev.liverun.api.testing.Tokens;
import dev.liverun.embedded.junit.LiverunInfraResource;
import dev.liverun.events.contract.SessionEvent;
import dev.liverun.session.support.Api;
import dev.liverun.session.support.FakeHealthMonitor;
import dev.liverun.session.support.Published;
import dev.liverun.session.support.Rows;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The life of a session through its API. The resources named here serve all tests of this module. */
@QuarkusTest
@WithTestResource(
        value = LiverunInfraResource.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = "service", value = "session"))
@WithTestResource(value = TestAuthResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = FakeHealthMonitor.class, scope = TestResourceScope.GLOBAL)
class SessionLifecycleIT {

    @Inject
    Published published;

    @Inject
    Rows rows;

    @Test
    void aSessionLivesFromCreationToCompletionAndTellsEachStep() {
        var ada = Api.unique("ada");
        var id = Api.created(ada, "{\"environment\": \"staging\", \"approvals\": {\"max_amount\": 0.1}}");
        assertThat(Api.session(id).getList("transitions")).containsExactly("start");

        for (var step : List.of("start", "pause", "resume", "complete")) {
            Api.ok(as(ada).body("{\"reason\": \"because\"}").post(SESSIONS + "/" + id + "/" + step));
        }

        var session = Api.session(id);
        assertThat(session.getString("status")).isEqualTo("COMPLETED");
        assertThat(session.getString("started_at")).isNotNull();
        assertThat(session.getString("ended_at")).isGreaterThanOrEqualTo(session.getString("started_at"));
        assertThat(session.getList("transitions")).isEmpty();
        assertThat(session.getInt("version")).isEqualTo(5);
        assertThat(session.getString("configuration.approvals.max_amount")).isEqualTo("0.1");

        var events = published.about(id, 5);
        assertThat(events)
                .extracting(event -> event.type().name())
                .containsExactly(
                        "SESSION_CREATED", "SESSION_STARTED", "SESSION_PAUSED", "SESSION_RESUMED", "SESSION_COMPLETED");
        assertThat(events).extracting(event -> event.sequence()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(((SessionEvent) events.get(4).data()).session().participants())
                .singleElement()
                .satisfies(tester -> assertThat(tester.subject()).isEqualTo(ada));

        // Sealed in the background, once it is over.
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        Api.get("/sessions/" + id + "/timeline").<String>getList("items.type"))
                .containsExactly(
                        "session.created",
                        "session.started",
                        "session.paused",
                        "session.resumed",
                        "session.completed",
                        "session.sealed"));
        assertThat(audited(id)).as("who did what, when and why").isEqualTo("""
                        (1,%1$s,session.created,,t)
                        (2,%1$s,session.started,because,t)
                        (3,%1$s,session.paused,because,t)
                        (4,%1$s,session.resumed,because,t)
                        (5,%1$s,session.completed,because,t)""".formatted(ada));
    }

    @Test
    void aSessionThatFailsSaysWhy() {
        var ada = Api.unique("ada");
        var id = Api.started(ada, "{}");

        Api.ok(as(ada).body("{\"reason\": \"wrong build\"}").post(SESSIONS + "/" + id + "/fail"));

        assertThat(Api.session(id).getString("end_reason")).isEqualTo("wrong build");
        assertThat(published.about(id, 3))
                .last()
                .satisfies(event -> assertThat(event.type().name()).isEqualTo("SESSION_FAILED"));
    }

    @Test
    void anIllegalStepIsRefusedWithTheLegalOnes() {
        var ada = Api.unique("ada");
        var id = Api.started(ada, "{}");

        var refused = Api.transition(ada, id, "resume");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.jsonPath().getString("type")).endsWith("/illegal-transition");
        assertThat(refused.jsonPath().getString("session_status")).isEqualTo("ACTIVE");
        assertThat(refused.jsonPath().getList("legal_transitions")).containsExactly("pause", "complete", "fail");
        assertThat(Api.session(id).getInt("version")).isEqualTo(2);
    }

    @Test
    void aChangeNeedsTheVersionThatItChanges() {
        var ada = Api.unique("ada");
        var id = Api.created(ada, "{}");
        var etag = Api.viewer().get(SESSIONS + "/" + id).header("ETag");
        assertThat(etag).isEqualTo("\"1\"");

        assertThat(as(ada).body("{\"description\": \"x\"}")
                        .patch(SESSIONS + "/" + id)
                        .statusCode())
                .isEqualTo(428);
        var changed = as(ada).header("If-Match", etag)
                .body("{\"description\": \"what we look at\", \"configuration\": {\"version\": \"7\"}}")
                .patch(SESSIONS + "/" + id);
        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        var stale = as(ada).header("If-Match", etag)
                .body("{\"description\": \"y\"}")
                .patch(SESSIONS + "/" + id);
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(stale.jsonPath().getInt("current_version")).isEqualTo(2);

        Api.ok(as(ada).header("If-Match", "\"2\"")
                .body("{\"description\": null}")
                .patch(SESSIONS + "/" + id));
        assertThat(Api.session(id).getString("description")).isNull();
        assertThat(Api.session(id).getString("configuration.version")).isEqualTo("7");
        assertThat(published.about(id, 3))
                .extracting(event -> event.type().name())
                .containsExactly("SESSION_CREATED", "SESSION_CHANGED", "SESSION_CHANGED");
    }

    @Test
    void aChangeThatChangesNothingIsNoNewVersion() {
        var ada = Api.unique("ada");
        var id = Api.created(ada, "{\"plan\": [\"pay\"]}");

        var same = as(ada).header("If-Match", "\"1\"")
                .body("{\"configuration\": {\"plan\": [\"pay\"]}}")
                .patch(SESSIONS + "/" + id);

        assertThat(same.header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void aSessionThatNeverStartedCanBeDeletedAndIsGone() {
        var ada = Api.unique("ada");
        var id = Api.created(ada, "{}");

        assertThat(as(ada).delete(SESSIONS + "/" + id).statusCode()).isEqualTo(204);

        assertThat(Api.viewer().get(SESSIONS + "/" + id).statusCode()).isEqualTo(404);
        assertThat(rows.count("select count(*) from timeline_entries where session_id = $1", id))
                .isZero();
        assertThat(published.about(id, 2))
                .last()
                .satisfies(event -> assertThat(event.type().name()).isEqualTo("SESSION_PURGED"));
    }

    @Test
    void aSessionThatHasStartedCannotBeDeleted() {
        var ada = Api.unique("ada");
        var id = Api.started(ada, "{}");

        var refused = as(ada).delete(SESSIONS + "/" + id);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.jsonPath().getString("type")).endsWith("/illegal-transition");
    }

    @Test
    void aNameIsFreeAgainWhenItsSessionHasEnded() {
        var ada = Api.unique("ada");
        var name = Api.unique("release");
        var body = "{\"name\": \"" + name + "\"}";
        var first = UUID.fromString(Api.ok(as(ada).body(body).post(SESSIONS)).path("id"));

        var taken = as(ada).body(body).post(SESSIONS);
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(taken.jsonPath().getString("type")).endsWith("/name-in-use");

        Api.ok(Api.transition(ada, first, "start"));
        Api.ok(Api.transition(ada, first, "complete"));
        Api.ok(as(ada).body(body).post(SESSIONS));
    }

    @Test
    void aCreationThatIsAskedForTwiceHappensOnce() {
        var ada = Api.unique("ada");
        var body = "{\"name\": \"" + Api.unique("once") + "\"}";

        var first = as(ada).header("Idempotency-Key", "k1").body(body).post(SESSIONS);
        var again = as(ada).header("Idempotency-Key", "k1").body(body).post(SESSIONS);

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.jsonPath().getString("id")).isEqualTo(first.jsonPath().getString("id"));
        assertThat(first.header("Location"))
                .endsWith("/api/v1/sessions/" + first.jsonPath().getString("id"));
        assertThat(published.about(UUID.fromString(first.path("id")), 1)).hasSize(1);
    }

    @Test
    void testersChangeOnlySessionsInWhichTheyTakePart() {
        var ada = Api.unique("ada");
        var bob = Api.unique("bob");
        var id = UUID.fromString(
                Api.ok(as(ada).body("""
                        {"name": "%s", "participants": [{"subject": "%s", "role": "OBSERVER"}]}""".formatted(Api.unique("mine"), bob)).post(SESSIONS))
                        .path("id"));

        var refused = Api.transition(bob, id, "start");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.jsonPath().getString("type")).endsWith("/not-your-session");

        Api.ok(as(ada).header("If-Match", "\"1\"")
                .body(Map.of("participants", List.of(Map.of("subject", bob, "role", "TESTER"))))
                .patch(SESSIONS + "/" + id));
        Api.ok(Api.transition(bob, id, "start"));
        Api.ok(Tokens.as(Roles.OPERATOR, "olga")
                .contentType("application/json")
                .post(SESSIONS + "/" + id + "/complete"));
    }

    @Test
    void onlyOperatorsOpenSessionsForOthers() {
        var ada = Api.unique("ada");
        var body = "{\"name\": \"" + Api.unique("for-ada") + "\", \"tester_id\": \"" + ada + "\"}";

        assertThat(as("mallory").body(body).post(SESSIONS).statusCode()).isEqualTo(403);
        var created = Tokens.as(Roles.OPERATOR, "olga")
                .contentType("application/json")
                .body(body)
                .post(SESSIONS);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.jsonPath().getString("tester_id")).isEqualTo(ada);
    }

    @Test
    void notesOfParticipantsStandOnTheTimeline() {
        var ada = Api.unique("ada");
        var cleo = Api.unique("cleo");
        var id = UUID.fromString(
                Api.ok(as(ada).body("""
                        {"name": "%s", "participants": [{"subject": "%s", "role": "COMMENTER"}]}""".formatted(Api.unique("notes"), cleo)).post(SESSIONS))
                        .path("id"));
        var timeline = SESSIONS + "/" + id + "/timeline";

        var noted = as(cleo).body("{\"text\": \"The wallet shows the old balance.\\nFor a minute.\"}")
                .post(timeline);
        assertThat(noted.statusCode()).as(noted.asString()).isEqualTo(201);
        assertThat(noted.jsonPath().getInt("position")).isEqualTo(2);
        assertThat(as("mallory").body("{\"text\": \"x\"}").post(timeline).statusCode())
                .isEqualTo(403);

        var page = Api.get("/sessions/" + id + "/timeline", Map.of("cursor", 1));
        assertThat(page.getList("items.kind")).containsExactly("note");
        assertThat(page.getString("items[0].data.text")).contains("For a minute.");
        assertThat(page.getString("items[0].title")).isEqualTo("The wallet shows the old balance.");
        assertThat(page.getString("items[0].actor")).isEqualTo(cleo);
    }

    @Test
    void theTimelineIsPagedByPosition() {
        var ada = Api.unique("ada");
        var id = Api.started(ada, "{}");
        for (int i = 0; i < 3; i++) {
            Api.ok(as(ada).body("{\"text\": \"note " + i + "\"}").post(SESSIONS + "/" + id + "/timeline"));
        }

        var first = Api.get("/sessions/" + id + "/timeline", Map.of("limit", 2));
        assertThat(first.getList("items.position")).containsExactly(1, 2);
        assertThat(first.getString("next_cursor")).isEqualTo("2");
        var last = Api.get("/sessions/" + id + "/timeline", Map.of("limit", 3, "cursor", 2));
        assertThat(last.getList("items.position")).containsExactly(3, 4, 5);
        assertThat(last.getString("next_cursor")).isNull();
        assertThat(Api.get("/sessions/" + id + "/timeline", Map.of("kind", "note"))
                        .getList("items.position"))
                .containsExactly(3, 4, 5);
    }

    @Test
    void aStepNeedsNoBodyAtAll() throws Exception {
        var ada = Api.unique("ada");
        var id = Api.created(ada, "{}");
        var request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + SESSIONS + "/" + id + "/start"))
                .header("Authorization", "Bearer " + Tokens.of(Roles.TESTER, ada))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();

        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static io.restassured.specification.RequestSpecification as(String tester) {
        return Api.as(tester);
    }

    /** Number, who, what, why, and whether it bears the time. */
    private String audited(UUID id) {
        return rows.text("""
                from (select row_number() over (order by id), actor, action, reason,
                             at between now() - interval '1 minute' and now()
                        from audit_log where target_type = 'session' and target_id = $1) entry
                """, id.toString());
    }
}
