package dev.liverun.session;

import static dev.liverun.session.support.Siblings.checked;
import static dev.liverun.session.support.Siblings.reclassified;
import static dev.liverun.session.support.Siblings.registered;
import static dev.liverun.session.support.Siblings.report;
import static dev.liverun.session.support.Siblings.run;
import static dev.liverun.session.support.Siblings.tested;
import static dev.liverun.session.support.Siblings.turned;
import static dev.liverun.session.support.Siblings.withSteps;
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
import dev.liverun.events.contract.RunCompleted;
import dev.liverun.events.contract.RunStarted;
import dev.liverun.events.contract.RunStatus;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.session.support.Api;
import dev.liverun.session.support.Owners;
import dev.liverun.session.support.Rows;
import dev.liverun.session.support.Siblings;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The views of what others own, made anew from what they have. */
@QuarkusTest
class RebuildIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REBUILDS = "/api/v1/operations/session/rebuilds";
    private static final List<String> VIEWS = List.of("endpoints", "health", "results", "feedback");

    @Inject
    Siblings siblings;

    @Inject
    Owners owners;

    @Inject
    Rows rows;

    private final String ada = Api.unique("ada");
    private final UUID banano = Ids.next();
    private final String name = Api.unique("banano");

    @Test
    void everyViewThatIsMadeAnewEqualsTheLiveOneAndIsReadMeanwhile() {
        var sealed = sealedSession();
        var id = Api.started(ada, "{\"integrations\": [{\"name\": \"" + name + "\"}]}");
        var story = story(id);
        siblings.tellAll(story);
        settled(id, 10);
        await().atMost(PATIENCE).until(() -> rows.count("select count(*) from endpoints where id = $1", banano) == 1);
        var intact = contents(id);
        var summary = Api.get("/sessions/" + id + "/summary").prettify();
        var untouched = contents(sealed);
        assertThat(intact.values()).as("every table has something to compare").doesNotContain("");
        damage(id);
        assertThat(contents(id)).isNotEqualTo(intact);

        VIEWS.forEach(view -> rebuilt(view, story));

        assertThat(contents(id)).isEqualTo(intact);
        assertThat(Api.get("/sessions/" + id + "/summary").prettify()).isEqualTo(summary);
        assertThat(contents(sealed)).as("what was sealed stays").isEqualTo(untouched);
        assertThat(Tokens.as(Roles.OPERATOR, "olga")
                        .queryParam("action", "rebuild.requested")
                        .get("/api/v1/operations/session/audit")
                        .jsonPath()
                        .getList("items.details.view"))
                .containsAll(VIEWS);
    }

    @Test
    void whatHappensWhileAViewIsMadeAnewIsInIt() {
        var id = Api.started(ada, "{}");
        var before = tested(id, banano, name, "before", TestStatus.PASSED, null, 1);
        var meanwhile = tested(id, banano, name, "meanwhile", TestStatus.PASSED, null, 2);
        siblings.tell(before);
        settled(id, 3);
        var rebuild = requested("results");
        await().atMost(PATIENCE).until(() -> "FILLING".equals(state(rebuild)));

        assertThat(post("results").statusCode()).as("one at a time").isEqualTo(409);
        siblings.tell(meanwhile);
        settled(id, 4);
        assertThat(Api.get("/sessions/" + id + "/summary").getInt("results.total"))
                .as("read meanwhile")
                .isEqualTo(2);
        owners.answer(owners.requestOf(rebuild), List.of(before));
        await().atMost(PATIENCE).until(() -> "DONE".equals(state(rebuild)));
        siblings.tellAll(List.of(before, meanwhile));
        siblings.tell(tested(id, banano, name, "after", TestStatus.PASSED, null, 3));
        settled(id, 5);

        assertThat(Api.get("/sessions/" + id + "/summary").getInt("results.total"))
                .isEqualTo(3);
    }

    @Test
    void onlyAViewThatThereIsCanBeMadeAnew() {
        var answer = post("timeline");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("violations[0].field")).isEqualTo("view");
        assertThat(answer.jsonPath().getString("violations[0].message")).contains(VIEWS);
        assertThat(Tokens.as(Roles.OPERATOR, "olga")
                        .get(REBUILDS + "/" + Ids.next())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aRebuildThatIsGivenUpIsOver() {
        var rebuild = requested("feedback");

        var answer = Api.ok(Tokens.as(Roles.OPERATOR, "olga").delete(REBUILDS + "/" + rebuild));

        assertThat(answer.jsonPath().getString("state")).isEqualTo("CANCELLED");
        assertThat(Tokens.as(Roles.OPERATOR, "olga")
                        .delete(REBUILDS + "/" + rebuild)
                        .statusCode())
                .isEqualTo(409);
        assertThat(Tokens.as(Roles.OPERATOR, "olga")
                        .get(REBUILDS)
                        .jsonPath()
                        .getString("items.find { it.id == '" + rebuild + "' }.state"))
                .isEqualTo("CANCELLED");
    }

    private void rebuilt(String view, List<Event<?>> known) {
        var rebuild = requested(view);
        owners.answer(owners.requestOf(rebuild), known);
        await().atMost(PATIENCE).until(() -> "DONE".equals(state(rebuild)));
    }

    private static UUID requested(String view) {
        var answer = post(view);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
        assertThat(answer.jsonPath().getList("waiting_for")).isNotEmpty();
        return UUID.fromString(answer.path("id"));
    }

    private static Response post(String view) {
        return Tokens.as(Roles.OPERATOR, "olga")
                .contentType("application/json")
                .body("{\"view\": \"" + view + "\", \"reason\": \"looks wrong\"}")
                .post(REBUILDS);
    }

    private static String state(UUID rebuild) {
        return Api.ok(Tokens.as(Roles.OPERATOR, "olga").get(REBUILDS + "/" + rebuild))
                .path("state");
    }

    /** Sealed; and its owners have forgotten all about it. */
    private UUID sealedSession() {
        var id = Api.started(ada, "{}");
        siblings.tell(tested(id, banano, name, "pay", TestStatus.PASSED, null, 1));
        siblings.tell(checked(banano, name, HealthStatus.HEALTHY, 10, 200, 0, id));
        settled(id, 3);
        await().atMost(PATIENCE)
                .until(() -> rows.count("select count(*) from session_health where session_id = $1", id) == 1);
        Api.ok(Api.transition(ada, id, "complete"));
        await().atMost(PATIENCE)
                .until(() -> rows.count("select count(*) from session_seals where session_id = $1", id) == 1);
        return id;
    }

    /** Eight entries on the timeline, beside two of the session itself. */
    private List<Event<?>> story(UUID id) {
        var failed = tested(id, banano, name, "pay", TestStatus.FAILED, FailureClass.PRODUCT, 20);
        var runId = Ids.next();
        var report = Ids.next();
        var story = new ArrayList<Event<?>>();
        story.add(registered(banano, name));
        for (int second = 1; second <= 8; second++) {
            story.add(checked(banano, name, HealthStatus.HEALTHY, 10 * second, 200, second, id));
        }
        story.add(checked(banano, name, HealthStatus.DEGRADED, 15, 429, 9, id));
        story.add(turned(banano, name, 2, HealthStatus.HEALTHY, HealthStatus.DEGRADED, id));
        story.add(Event.state(new RunStarted(run(runId, id, RunStatus.RUNNING), ada), 1, Siblings.NOON));
        story.add(withSteps(tested(id, banano, name, "pay", TestStatus.PASSED, null, 10)));
        story.add(failed);
        story.add(reclassified(failed.id(), id, banano, name, FailureClass.AUTH, "their token had expired"));
        story.add(Event.state(new RunCompleted(run(runId, id, RunStatus.FAILED), ada), 2, Siblings.NOON));
        story.add(Event.state(
                new FeedbackFiled(report(report, id, failed.id(), "no payment", FeedbackStatus.OPEN, null), ada),
                1,
                Siblings.NOON));
        story.add(Event.state(
                new FeedbackResolved(report(report, id, failed.id(), "no payment", FeedbackStatus.RESOLVED, 41), ada),
                3,
                Siblings.NOON));
        return story;
    }

    private void damage(UUID id) {
        rows.run("delete from endpoints where id = $1", banano);
        rows.run("update endpoint_health set status = 'TIMEOUT' where endpoint_id = $1", banano);
        rows.run("update session_health set healthy = 4711 where session_id = $1", id);
        rows.run("delete from session_latency where session_id = $1", id);
        rows.run("update session_runs set status = 'RUNNING' where session_id = $1", id);
        rows.run("delete from session_results where session_id = $1 and status = 'FAILED'", id);
        rows.run("update session_result_counts set count = count + 7 where session_id = $1", id);
        rows.run("update session_steps set longest_ms = 4711 where session_id = $1", id);
        rows.run("delete from session_feedback where session_id = $1", id);
    }

    private Map<String, String> contents(UUID session) {
        var contents = new LinkedHashMap<String, String>();
        for (var table : List.of(
                "session_health",
                "session_latency",
                "session_runs",
                "session_results",
                "session_reclassifications",
                "session_outcomes",
                "session_steps",
                "session_result_counts",
                "session_feedback")) {
            contents.put(table, rows.text("from " + table + " as entry where session_id = $1", session));
        }
        contents.put("endpoints", rows.text("from endpoints as entry where id = $1", banano));
        contents.put("endpoint_health", rows.text("from endpoint_health as entry where endpoint_id = $1", banano));
        contents.put("endpoint_checks", rows.text("from endpoint_checks as entry where endpoint_id = $1", banano));
        return contents;
    }

    private static void settled(UUID id, int entries) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        Api.get("/sessions/" + id + "/timeline").getList("items"))
                .hasSize(entries));
    }
}
