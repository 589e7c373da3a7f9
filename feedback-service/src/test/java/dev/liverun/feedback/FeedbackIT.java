package dev.liverun.feedback;

import static dev.liverun.feedback.support.Api.FEEDBACK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.TestAuthResource;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.contract.FeedbackChanged;
import dev.liverun.events.contract.FeedbackEvent;
import dev.liverun.feedback.support.Api;
import dev.liverun.feedback.support.FeedbackInfra;
import dev.liverun.feedback.support.Published;
import dev.liverun.feedback.support.Rows;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The life of a report through its API. The resources named here serve all tests of this module. */
@QuarkusTest
@WithTestResource(value = FeedbackInfra.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = TestAuthResource.class, scope = TestResourceScope.GLOBAL)
class FeedbackIT {

    @Inject
    Rows rows;

    @Inject
    Published published;

    @Test
    void aReportLivesFromFilingToClosingAndTellsEachStep() {
        var session = rows.session("ada");
        var filed = Api.ok(Api.as("ada")
                .body(Api.report(session, Map.of("metadata", Map.of("browser", Map.of("name", "Firefox", "tabs", 3)))))
                .post(FEEDBACK));
        var id = UUID.fromString(filed.path("id"));
        assertThat(filed.statusCode()).isEqualTo(201);
        assertThat(filed.header("Location")).endsWith(FEEDBACK + "/" + id);
        assertThat(filed.header("ETag")).isEqualTo("\"1\"");

        Api.change(id, Map.of("priority", "CRITICAL", "description", "Every time.", "title", "Paid twice"));
        Api.change(id, Map.of("status", "IN_PROGRESS"));
        Api.change(id, Map.of("status", "RESOLVED"));
        var report = Api.get(id);
        assertThat(report.getString("resolved_at")).isGreaterThanOrEqualTo(report.getString("reported_at"));
        Api.change(id, Map.of("status", "CLOSED"));
        assertThat(Api.get(id).getString("resolved_at")).isEqualTo(report.getString("resolved_at"));
        Api.change(id, Map.of("status", "OPEN"));

        report = Api.get(id);
        assertThat(report.getString("title")).isEqualTo("Paid twice");
        assertThat(report.getString("description")).isEqualTo("Every time.");
        assertThat(report.getString("priority")).isEqualTo("CRITICAL");
        assertThat(report.getString("status")).isEqualTo("OPEN");
        assertThat(report.getString("resolved_at")).isNull();
        assertThat(report.getString("reported_by")).isEqualTo("ada");
        assertThat(report.getMap("metadata")).isEqualTo(Map.of("browser", Map.of("name", "Firefox", "tabs", 3)));
        assertThat(report.getInt("version")).isEqualTo(6);

        var events = published.about(id, 6);
        assertThat(events)
                .extracting(event -> event.type().name())
                .containsExactly(
                        "FEEDBACK_FILED",
                        "FEEDBACK_CHANGED",
                        "FEEDBACK_CHANGED",
                        "FEEDBACK_RESOLVED",
                        "FEEDBACK_CHANGED",
                        "FEEDBACK_CHANGED");
        assertThat(events).extracting(event -> event.sequence()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(((FeedbackChanged) events.get(1).data()).changed())
                .containsExactlyInAnyOrder("title", "description", "priority");
        assertThat(((FeedbackEvent) events.get(3).data()).feedback().resolvedAt())
                .isNotNull();
        assertThat(rows.count("select count(*) from audit_log where target_id = $1", id.toString()))
                .isEqualTo(6);
    }

    @Test
    void aChangeThatChangesNothingIsNoChange() {
        var id = Api.filed(rows.session("ada"), Map.of("metadata", Map.of("n", 1)));

        Api.change(id, Map.of("title", "Payment arrives twice", "status", "OPEN", "metadata", Map.of("n", 1)));

        assertThat(Api.get(id).getInt("version")).isEqualTo(1);
    }

    @Test
    void anIllegalStepIsRefusedWithTheLegalOnes() {
        var id = Api.filed(rows.session("ada"), "Done");
        Api.change(id, Map.of("status", "CLOSED"));

        var refused = Api.as("ada")
                .header("If-Match", "*")
                .body(Map.of("status", "RESOLVED"))
                .patch(FEEDBACK + "/" + id);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.jsonPath().getString("type")).endsWith("/illegal-transition");
        assertThat(refused.jsonPath().getString("feedback_status")).isEqualTo("CLOSED");
        assertThat(refused.jsonPath().getList("legal_transitions")).containsExactly("OPEN", "IN_PROGRESS");
        assertThat(Api.get(id).getInt("version")).isEqualTo(2);
    }

    @Test
    void aChangeNeedsTheVersionThatItChanges() {
        var id = Api.filed(rows.session("ada"), "Old");

        assertThat(patch(id, "\"1\"")).isEqualTo(200);
        assertThat(patch(id, "\"1\"")).isEqualTo(412);
        assertThat(patch(id, "\"2\"")).isEqualTo(200);
        assertThat(Api.get(id).getInt("version")).isEqualTo(3);
    }

    private static int patch(UUID id, String version) {
        return Api.as("ada")
                .header("If-Match", version)
                .body(Map.of("title", Api.unique("new")))
                .patch(FEEDBACK + "/" + id)
                .statusCode();
    }

    @Test
    void aRepeatedFilingWithTheSameKeyIsOneReport() {
        var session = rows.session("ada");
        var key = Api.unique("key");

        var first = Api.ok(Api.as("ada")
                .header("Idempotency-Key", key)
                .body(Api.report(session, Map.of()))
                .post(FEEDBACK));
        var second = Api.ok(Api.as("ada")
                .header("Idempotency-Key", key)
                .body(Api.report(session, Map.of()))
                .post(FEEDBACK));

        assertThat(second.jsonPath().getMap("")).isEqualTo(first.jsonPath().getMap(""));
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(rows.count("select count(*) from feedback_reports where session_id = $1", session))
                .isEqualTo(1);
    }

    @Test
    void theQueueIsPagedInTheOrderInWhichItShouldBeWorkedOn() {
        var session = rows.session("ada");
        var resolved = Api.filed(session, Map.of("priority", "CRITICAL"));
        Api.change(resolved, Map.of("status", "RESOLVED"));
        var low = Api.filed(session, Map.of("priority", "LOW"));
        var medium = Api.filed(session, Map.of("title", "100% sure"));
        var critical = Api.filed(session, Map.of("priority", "CRITICAL"));
        var laterCritical = Api.filed(session, Map.of("priority", "CRITICAL", "category", "UX"));
        var working = Api.filed(session, Map.of("priority", "CRITICAL"));
        Api.change(working, Map.of("status", "IN_PROGRESS"));

        var found = new ArrayList<UUID>();
        var next = "/feedback?limit=2&session_id=" + session;
        for (String cursor = ""; cursor != null; ) {
            var page = Api.get(next + cursor);
            found.addAll(page.getList("items.id", UUID.class));
            cursor = page.getString("next_cursor") == null ? null : "&cursor=" + page.getString("next_cursor");
        }

        assertThat(found).containsExactly(critical, laterCritical, medium, low, working, resolved);
        assertThat(found(session, "status=OPEN&priority=CRITICAL")).containsExactly(critical, laterCritical);
        assertThat(found(session, "category=UX")).containsExactly(laterCritical);
        assertThat(found(session, "q=100%25+SURE")).containsExactly(medium);
        assertThat(found(session, "reported_by=nobody")).isEmpty();
        assertThat(found(session, "github_issue_number=1")).isEmpty();
    }

    private static List<UUID> found(UUID session, String query) {
        return Api.get("/feedback?session_id=" + session + "&" + query).getList("items.id", UUID.class);
    }

    @Test
    void whoTakesPartMayReportAndWhoDoesNotMayNot() {
        var session = rows.session("ada");
        var body = Api.report(session, Map.of());

        assertThat(Api.as("cleo").body(body).post(FEEDBACK).statusCode()).isEqualTo(201);
        assertThat(Api.as("otto").body(body).post(FEEDBACK).statusCode()).isEqualTo(403);
        assertThat(Api.as("eve").body(body).post(FEEDBACK).statusCode()).isEqualTo(403);
        assertThat(Tokens.as(Roles.OPERATOR)
                        .contentType("application/json")
                        .body(body)
                        .post(FEEDBACK)
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void whatIsNotKnownHereIsAskedForAtItsOwner() {
        var filed = Api.ok(Api.as("ada")
                .body(Api.report(
                        UUID.fromString(FeedbackInfra.KNOWN_TO_ITS_OWNER),
                        Map.of("result_id", FeedbackInfra.KNOWN_RESULT)))
                .post(FEEDBACK));

        assertThat(filed.jsonPath().getString("endpoint_id")).isEqualTo(FeedbackInfra.TROUBLED);
        assertThat(filed.jsonPath().getString("evidence.results[0].failure_class"))
                .isEqualTo("NETWORK");
        assertThat(rows.count(
                        "select version from session_view where id = $1",
                        UUID.fromString(FeedbackInfra.KNOWN_TO_ITS_OWNER)))
                .isEqualTo(3);
    }

    @Test
    void askingForWhatDoesNotExistNeverShutsTheOwnerOut() {
        for (int i = 0; i < 6; i++) {
            assertThat(Api.as("ada")
                            .body(Api.report(UUID.randomUUID(), Map.of()))
                            .post(FEEDBACK)
                            .statusCode())
                    .isEqualTo(422);
        }
    }
}
