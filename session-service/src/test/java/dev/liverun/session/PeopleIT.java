package dev.liverun.session;

import static dev.liverun.session.support.Api.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.contract.SessionChanged;
import dev.liverun.session.support.Api;
import dev.liverun.session.support.Published;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who takes part in a session, and what sessions are started from. */
@QuarkusTest
class PeopleIT {

    @Inject
    Published published;

    private final String ada = Api.unique("ada");
    private final String pat = Api.unique("pat");

    @Test
    void aProductOwnerJoinsCommentsAndLeaves() {
        var id = Api.created(ada, "{}");
        Api.ok(join(pat, id, "{\"role\": \"OBSERVER\"}"));
        assertThat(note(pat, id).statusCode()).isEqualTo(403);
        Api.ok(join(pat, id, "{\"role\": \"COMMENTER\"}"));
        Api.ok(note(pat, id));
        Api.ok(join(pat, id, "{\"role\": \"COMMENTER\"}"));
        assertThat(Api.session(id).getString("participants.find { it.subject == '" + pat + "' }.role"))
                .isEqualTo("COMMENTER");

        Api.ok(Api.as(pat).delete(SESSIONS + "/" + id + "/participants/" + pat));
        assertThat(Api.session(id).getList("participants")).hasSize(1);
        assertThat(note(pat, id).statusCode()).isEqualTo(403);

        var told = published.about(id, 4);
        assertThat(told.get(3).data()).isInstanceOfSatisfying(SessionChanged.class, changed -> {
            assertThat(changed.changed()).containsExactly("participants");
            assertThat(changed.session().participants()).hasSize(1);
        });
    }

    @Test
    void aViewerJoinsCommentsAndSignsOffButIsNobodysTester() {
        var id = Api.started(ada, "{\"sign_off\": [\"" + pat + "\"]}");
        Api.ok(viewer().body("{\"role\": \"COMMENTER\"}").post(SESSIONS + "/" + id + "/participants"));
        Api.ok(viewer().body("{\"text\": \"noted\"}").post(SESSIONS + "/" + id + "/timeline"));

        Api.ok(join(ada, id, "{\"role\": \"TESTER\", \"subject\": \"" + pat + "\"}"));
        assertThat(viewer().body("{\"role\": \"OBSERVER\", \"subject\": \"eve\"}")
                        .post(SESSIONS + "/" + id + "/participants")
                        .statusCode())
                .as("whoever is no tester does not add others")
                .isEqualTo(403);
        assertThat(viewer().delete(SESSIONS + "/" + id + "/participants/" + ada).statusCode())
                .isEqualTo(403);

        Api.ok(Api.transition(ada, id, "complete"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !Api.get("/sessions/" + id + "/seals").getList("").isEmpty());
        var accept = "{\"decision\": \"ACCEPTED\"}";
        Api.ok(viewer().body(accept).post(SESSIONS + "/" + id + "/sign-offs"));
        assertThat(Api.viewer()
                        .contentType("application/json")
                        .body(accept)
                        .post(SESSIONS + "/" + id + "/sign-offs")
                        .statusCode())
                .as("who is not named")
                .isEqualTo(403);
    }

    @Test
    void onlyTestersOfTheSessionMakeOthersTesters() {
        var id = Api.created(ada, "{}");
        assertThat(join(pat, id, "{\"role\": \"TESTER\"}").statusCode()).isEqualTo(403);
        assertThat(join(pat, id, "{\"role\": \"OBSERVER\", \"subject\": \"somebody\"}")
                        .statusCode())
                .isEqualTo(403);
        Api.ok(join(ada, id, "{\"role\": \"TESTER\", \"subject\": \"" + pat + "\"}"));
        Api.ok(Api.transition(pat, id, "start"));
        assertThat(Api.as(pat)
                        .delete(SESSIONS + "/" + id + "/participants/" + ada)
                        .statusCode())
                .isEqualTo(409);
        Api.ok(Api.as(pat).delete(SESSIONS + "/" + id + "/participants/" + pat));
        assertThat(Api.transition(pat, id, "pause").statusCode()).isEqualTo(403);
    }

    @Test
    void aSessionStartsFromASavedConfiguration() {
        var source = Api.created(ada, """
                {"environment": "staging", "plan": ["pay"], "gates": {"min_uptime": 0.5}}""");
        var name = Api.unique("template");
        var saved = Api.ok(Api.as(ada)
                .body("{\"name\": \"%s\", \"session_id\": \"%s\"}".formatted(name, source))
                .post(SESSIONS + "/templates"));
        UUID template = UUID.fromString(saved.path("id"));

        var started = Api.ok(Api.as(pat)
                        .body("""
                                {"name": "%s", "template_id": "%s", "configuration": {"plan": ["pay", "refund"]}}""".formatted(Api.unique("from-template"), template))
                        .post(SESSIONS))
                .jsonPath();
        assertThat(started.getString("configuration.environment")).isEqualTo("staging");
        assertThat(started.getFloat("configuration.gates.min_uptime")).isEqualTo(0.5f);
        assertThat(started.getList("configuration.plan")).containsExactly("pay", "refund");
        assertThat(Api.get("/sessions/templates", Map.of("limit", 200)).getList("items.name"))
                .contains(name);
    }

    @Test
    void aTemplateIsItsMakersToChange() {
        var body = "{\"name\": \"%s\", \"configuration\": {\"plan\": [\"pay\"]}}".formatted(Api.unique("template"));
        var saved = Api.ok(Api.as(ada).body(body).post(SESSIONS + "/templates"));
        var path = SESSIONS + "/templates/" + saved.path("id");
        assertThat(Api.as(ada).body(body).post(SESSIONS + "/templates").statusCode())
                .isEqualTo(409);
        var change = "{\"configuration\": {\"plan\": [\"refund\"]}}";
        assertThat(Api.as(pat).header("If-Match", "*").body(change).patch(path).statusCode())
                .isEqualTo(403);
        var changed = Api.ok(Api.as(ada)
                .header("If-Match", saved.header("ETag"))
                .body(change)
                .patch(path));
        assertThat(changed.jsonPath().getList("configuration.plan")).containsExactly("refund");
        assertThat(Api.as(ada)
                        .header("If-Match", saved.header("ETag"))
                        .body(change)
                        .patch(path)
                        .statusCode())
                .isEqualTo(412);
        Api.ok(Api.as(ada).delete(path));
        assertThat(Api.as(ada).get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void timeInPausesIsNotActiveTime() {
        var id = Api.started(ada, "{}");
        assertThat(Api.session(id).getString("active_since")).isNotNull();
        Api.ok(Api.transition(ada, id, "pause"));
        assertThat(Api.session(id).getString("active_since")).isNull();
        long active = Api.session(id).getLong("active_ms");
        Api.ok(Api.transition(ada, id, "fail"));
        assertThat(Api.session(id).getLong("active_ms")).isEqualTo(active);
    }

    private RequestSpecification viewer() {
        return Tokens.as(Roles.VIEWER, pat).contentType("application/json");
    }

    private static Response join(String who, UUID id, String body) {
        return Api.as(who).body(body).post(SESSIONS + "/" + id + "/participants");
    }

    private static Response note(String who, UUID id) {
        return Api.as(who).body("{\"text\": \"noted\"}").post(SESSIONS + "/" + id + "/timeline");
    }
}
