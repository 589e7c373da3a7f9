package dev.liverun.feedback.handling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.contract.FeedbackChanged;
import dev.liverun.feedback.support.Api;
import dev.liverun.feedback.support.Published;
import dev.liverun.feedback.support.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do with reports. */
@QuarkusTest
class HandlingIT {

    @Inject
    Rows rows;

    @Inject
    Published published;

    private UUID session;

    @BeforeEach
    void open() {
        session = rows.session("ada");
    }

    @Test
    void everyChangeIsInTheHistory() {
        var id = Api.filed(session, Map.of("priority", "LOW", "labels", List.of("ui")));
        Api.change(id, Map.of("assignee", "cleo", "labels", List.of("ui", "payments"), "priority", "HIGH"));
        Api.change(id, Map.of("status", "RESOLVED"));
        Api.change(id, Map.of("status", "OPEN", "assignee", ""));

        var history = Api.get("/feedback/" + id + "/history");

        assertThat(history.getList("items.action")).containsExactly("filed", "changed", "changed", "changed");
        assertThat(history.getList("items.version")).containsExactly(1, 2, 3, 4);
        assertThat(history.getList("items[1].changes.field")).containsExactly("priority", "assignee", "labels");
        assertThat(history.getString("items[1].changes[0].from")).isEqualTo("LOW");
        assertThat(history.getList("items[1].changes[2].to")).containsExactly("payments", "ui");
        assertThat(history.getList("items[3].changes.field")).containsExactly("assignee", "status", "resolved_at");
        assertThat(Api.get("/feedback/" + id + "/history?limit=3").getString("next_cursor"))
                .isNotNull();
        assertThat(Tokens.as(Roles.VIEWER)
                        .get("/api/v1/feedback/" + UUID.randomUUID() + "/history")
                        .statusCode())
                .isEqualTo(404);
        var report = Api.get(id);
        assertThat(report.getString("assignee")).isNull();
        assertThat(report.getString("resolved_at")).isNull();
        assertThat(Duration.between(
                        Instant.parse(report.getString("reported_at")), Instant.parse(report.getString("due_at"))))
                .isEqualTo(Duration.ofDays(3));
    }

    @Test
    void aWithdrawnReportStaysOutOfEveryListUntilItIsRestored() {
        var id = Api.filed(session, "Seen wrongly");

        assertThat(does(id, "withdraw", Map.of()).statusCode()).isEqualTo(400);
        var withdrawn = Api.ok(does(id, "withdraw", Map.of("reason", "my mistake")));

        assertThat(withdrawn.jsonPath().getString("withdrawal_reason")).isEqualTo("my mistake");
        assertThat(withdrawn.jsonPath().getString("withdrawn_by")).isEqualTo("ada");
        assertThat(found("")).isEmpty();
        assertThat(found("&withdrawn=true")).containsExactly(id);
        var refused =
                Api.as("ada").header("If-Match", "*").body(Map.of("title", "x")).patch(Api.FEEDBACK + "/" + id);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.jsonPath().getString("type")).endsWith("/withdrawn");
        assertThat(Api.as("ada")
                        .body(Map.of("body", "hm"))
                        .post(Api.FEEDBACK + "/" + id + "/comments")
                        .statusCode())
                .isEqualTo(409);
        var told = (FeedbackChanged) published.about(id, 2).get(1).data();
        assertThat(told.feedback().withdrawn()).isTrue();

        Api.ok(does(id, "restore", Map.of()));
        assertThat(found("")).containsExactly(id);
    }

    @Test
    void aDuplicateIsClosedAndItsVotesCountForTheOther() {
        var kept = Api.filed(session, "Payment arrives twice");
        var duplicate = Api.filed(session, "Paid twice");
        Api.ok(Api.as("ada").put(Api.FEEDBACK + "/" + duplicate + "/vote"));
        Api.ok(Api.as("cleo").put(Api.FEEDBACK + "/" + duplicate + "/vote"));
        Api.ok(Api.as("cleo").put(Api.FEEDBACK + "/" + kept + "/vote"));
        Api.ok(Api.as("cleo").put(Api.FEEDBACK + "/" + kept + "/vote"));

        Api.ok(does(duplicate, "merge", Map.of("into", kept)));

        assertThat(Api.get(duplicate).getString("status")).isEqualTo("CLOSED");
        assertThat(Api.get(duplicate).getString("duplicate_of")).isEqualTo(kept.toString());
        assertThat(Api.get(kept).getInt("vote_count")).isEqualTo(2);
        assertThat(found("&duplicate_of=" + kept)).containsExactly(duplicate);
        assertThat(does(kept, "merge", Map.of("into", duplicate)).statusCode()).isEqualTo(409);
        Api.ok(Api.as("cleo").delete(Api.FEEDBACK + "/" + kept + "/vote"));
        assertThat(Api.get(kept).getInt("vote_count")).isEqualTo(1);
    }

    @Test
    void manyAreChangedAtOnceEachWithItsOwnResult() {
        var one = Api.filed(session, "one");
        var other = Api.filed(session, "other");
        var closed = Api.filed(session, "closed");
        Api.change(closed, Map.of("status", "CLOSED"));
        var foreign = Api.filed(rows.session("ada"), "foreign");
        var unknown = UUID.randomUUID();

        var answer = Api.ok(Api.as("cleo")
                .body(Map.of(
                        "items",
                        List.of(
                                Map.of("id", one),
                                Map.of("id", other, "version", 7),
                                Map.of("id", closed),
                                Map.of("id", unknown)),
                        "change",
                        Map.of("status", "RESOLVED", "assignee", "cleo")))
                .post(Api.FEEDBACK + "/bulk"));

        assertThat(answer.jsonPath().getList("items.changed")).containsExactly(true, false, false, false);
        assertThat(answer.jsonPath().getList("items.problem.status")).containsExactly(412, 409, 404);
        assertThat(Api.get(one).getString("status")).isEqualTo("RESOLVED");
        assertThat(Api.get(other).getString("status")).isEqualTo("OPEN");
        assertThat(Api.get(closed).getString("assignee")).isNull();
        assertThat(Api.get(foreign).getInt("version")).isEqualTo(1);
    }

    private static Response does(UUID id, String what, Map<String, ?> body) {
        return Api.as("ada").header("If-Match", "*").body(body).post(Api.FEEDBACK + "/" + id + "/" + what);
    }

    private List<UUID> found(String query) {
        return Api.get("/feedback?session_id=" + session + query).getList("items.id", UUID.class);
    }
}
