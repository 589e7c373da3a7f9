package dev.liverun.feedback.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.Ids;
import dev.liverun.feedback.support.Api;
import dev.liverun.feedback.support.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Finding reports. */
@QuarkusTest
class SearchIT {

    @Inject
    Rows rows;

    private UUID session;

    @BeforeEach
    void open() {
        session = rows.session("ada");
    }

    @Test
    void wordsAreFoundInAnyForm() {
        var payment = Api.filed(session, Map.of("title", "Payments arrive twice", "description", "in the wallet"));
        var login = Api.filed(session, Map.of("title", "Sign-in fails", "description", "after paying"));

        assertThat(found("q=payment")).containsExactly(payment);
        assertThat(found("q=paid+OR+paying")).containsExactly(login);
        assertThat(found("q=%22arrive+twice%22")).containsExactly(payment);
        assertThat(found("q=arrived+-wallet")).isEmpty();
        assertThat(found("q=WALLETS+twice")).containsExactly(payment);
    }

    @Test
    void everyFilterNarrowsTheSearchDown() {
        var endpoint = Ids.next();
        var plain = Api.filed(session, Map.of("title", "plain"));
        var rich = Api.filed(
                session,
                Map.of(
                        "title", "rich",
                        "priority", "CRITICAL",
                        "category", "UX",
                        "endpoint_id", endpoint,
                        "assignee", "cleo",
                        "labels", List.of("ui", "payments")));
        rows.run("update feedback_reports set due_at = reported_at where id = $1", rich);
        rows.run("update feedback_reports set github_issue_number = 3, github_issue_url = 'x' where id = $1", plain);

        assertThat(found("label=ui&label=payments")).containsExactly(rich);
        assertThat(found("label=ui&label=other")).isEmpty();
        assertThat(found("assignee=cleo")).containsExactly(rich);
        assertThat(found("unassigned=true")).containsExactly(plain);
        assertThat(found("endpoint_id=" + endpoint)).containsExactly(rich);
        assertThat(found("overdue=true")).containsExactly(rich);
        assertThat(found("overdue=false")).containsExactly(plain);
        assertThat(found("linked=true")).containsExactly(plain);
        assertThat(found("linked=false")).containsExactly(rich);
        assertThat(found("priority=LOW&priority=CRITICAL")).containsExactly(rich);
        assertThat(found("status=CLOSED")).isEmpty();
        assertThat(found("reported_from=2020-01-01T00:00:00Z&reported_to=2020-01-02T00:00:00Z"))
                .isEmpty();
        assertThat(found("reported_from=2020-01-01T00:00:00Z&category=OTHER&category=UX"))
                .containsExactly(rich);
        assertThat(found("sort=DUE")).containsExactly(rich, plain);
        assertThat(Api.get("/feedback?session_id=" + session + "&overdue=true").getBoolean("items[0].overdue"))
                .isTrue();
    }

    @Test
    void whatGitHubDidNotTakeIsFound() {
        var failed = Api.filed(session, Map.of("title", "failed"));
        var held = Api.filed(session, Map.of("title", "held"));
        var gone = Api.filed(session, Map.of("title", "gone"));
        var link = "insert into github_links (feedback_id, repository, state, issue_number, held) values ($1, 'a/b', ";
        rows.run(link + "'FAILED', null, null)", failed);
        rows.run(link + "'PENDING', null, '[]')", held);
        rows.run(link + "'DETACHED', 9, null)", gone);

        assertThat(found("github_state=FAILED")).containsExactly(failed);
        assertThat(found("github_state=FAILED&github_state=DETACHED")).containsExactlyInAnyOrder(failed, gone);
        assertThat(found("held=true")).containsExactly(held);
        assertThat(found("held=false")).containsExactlyInAnyOrder(failed, gone);
    }

    @Test
    void everyOrderIsPagedWithoutGapsOrRepetitions() {
        var filed = new java.util.ArrayList<UUID>();
        for (int i = 0; i < 5; i++) {
            filed.add(Api.filed(session, Map.of("title", "t" + i)));
        }
        var newest = new java.util.ArrayList<>(filed);
        java.util.Collections.reverse(newest);

        assertThat(paged("NEWEST")).isEqualTo(newest);
        assertThat(paged("QUEUE")).isEqualTo(filed);
        assertThat(paged("DUE")).isEqualTo(filed);
        var cursor = Api.get("/feedback?limit=2&session_id=" + session).getString("next_cursor");
        assertThat(viewer().get("/api/v1/feedback?sort=NEWEST&cursor=" + cursor).statusCode())
                .isEqualTo(400);
    }

    private List<UUID> paged(String sort) {
        var found = new java.util.ArrayList<UUID>();
        var path = "/feedback?limit=2&session_id=" + session + "&sort=" + sort;
        for (String next = ""; next != null; ) {
            var page = Api.get(path + next);
            found.addAll(page.getList("items.id", UUID.class));
            next = page.getString("next_cursor") == null ? null : "&cursor=" + page.getString("next_cursor");
        }
        return found;
    }

    @Test
    void whatIsFoundIsCounted() {
        Api.filed(session, Map.of("priority", "HIGH", "labels", List.of("a", "b")));
        Api.filed(session, Map.of("priority", "HIGH", "labels", List.of("a"), "assignee", "cleo"));
        var low = Api.filed(session, Map.of("priority", "LOW"));
        Api.change(low, Map.of("status", "RESOLVED"));
        rows.run("update feedback_reports set due_at = reported_at where session_id = $1", session);

        var counted = Api.get("/feedback/facets?session_id=" + session);

        assertThat(counted.getInt("total")).isEqualTo(3);
        assertThat(counted.getInt("overdue")).isEqualTo(2);
        assertThat(counted.getList("facets.priority.value")).containsExactly("HIGH", "LOW");
        assertThat(counted.getList("facets.priority.count")).containsExactly(2, 1);
        assertThat(counted.getList("facets.status.value")).containsExactly("OPEN", "RESOLVED");
        assertThat(counted.getList("facets.label.value")).containsExactly("a", "b");
        assertThat(counted.getList("facets.assignee.value")).containsExactly("", "cleo");
        assertThat(counted.getList("facets.linked.value")).containsExactly("false");
        assertThat(counted.getList("facets.session_id.value")).containsExactly(session.toString());
        assertThat(Api.get("/feedback/facets?session_id=" + session + "&priority=LOW")
                        .getInt("total"))
                .isEqualTo(1);
    }

    @Test
    void similarReportsAreOfferedWhileSomebodyWrites() {
        var same = Api.filed(session, "Banano withdrawal arrives twice in wallet zq");
        Api.filed(session, "Completely different matter");
        var withdrawn = Api.filed(session, "Banano withdrawal arrives twice in wallet zq too");
        Api.ok(Api.as("ada")
                .header("If-Match", "*")
                .body(Map.of("reason", "x"))
                .post(Api.FEEDBACK + "/" + withdrawn + "/withdraw"));

        var similar = Api.get("/feedback/similar?title=banano+withdrawals+arriving+twice+in+walet+zq");

        assertThat(similar.getList("items.id", UUID.class)).contains(same).doesNotContain(withdrawn);
        assertThat(similar.getDouble("items.find { it.id == '" + same + "' }.similarity"))
                .isGreaterThan(0.5);
        assertThat(viewer().get("/api/v1/feedback/similar").statusCode()).isEqualTo(400);
    }

    @Test
    void searchesAreKeptAndShared() {
        var name = Api.unique("mine");
        var saved = Api.ok(Tokens.as(Roles.VIEWER, "ada")
                .contentType("application/json")
                .body(Map.of(
                        "name",
                        name,
                        "shared",
                        true,
                        "query",
                        Map.of("status", List.of("OPEN", "IN_PROGRESS"), "sort", "DUE", "q", "pay")))
                .post("/api/v1/feedback/views"));
        String path = saved.header("Location");

        assertThat(views("cleo")).contains(name);
        assertThat(as("cleo")
                        .body(Map.of("name", name, "shared", false, "query", Map.of()))
                        .put(path)
                        .statusCode())
                .isEqualTo(404);
        Api.ok(as("ada")
                .body(Map.of("name", name, "shared", false, "query", Map.of("q", "x")))
                .put(path));
        assertThat(views("cleo")).doesNotContain(name);
        assertThat(views("ada")).contains(name);
        assertThat(as("ada")
                        .body(Map.of("name", name, "shared", false, "query", Map.of()))
                        .post("/api/v1/feedback/views")
                        .statusCode())
                .isEqualTo(409);
        assertThat(as("ada")
                        .body(Map.of("name", "a", "shared", false, "query", Map.of("nonsense", "x")))
                        .post("/api/v1/feedback/views")
                        .jsonPath()
                        .getString("violations[0].field"))
                .isEqualTo("query.nonsense");
        Api.ok(as("ada").delete(path));
        assertThat(views("ada")).doesNotContain(name);
    }

    private static List<String> views(String who) {
        return Api.ok(Tokens.as(Roles.VIEWER, who).get("/api/v1/feedback/views"))
                .jsonPath()
                .getList("items.name");
    }

    private static RequestSpecification as(String who) {
        return Tokens.as(Roles.VIEWER, who).contentType("application/json");
    }

    private static RequestSpecification viewer() {
        return Tokens.as(Roles.VIEWER);
    }

    @Test
    void whatIsFoundCanBeTakenAlong() {
        Api.filed(session, Map.of("title", "=HYPERLINK(1)", "labels", List.of("a", "b")));
        Api.filed(session, Map.of("title", "left out", "priority", "LOW"));
        var path = "/api/v1/feedback/export?priority=MEDIUM&session_id=" + session;

        var csv = Api.ok(viewer().get(path));

        assertThat(csv.header("Content-Disposition")).contains("feedback.csv");
        assertThat(csv.asString().lines().toList()).hasSize(2);
        assertThat(csv.asString()).contains("'=HYPERLINK(1)", "\"a, b\"").doesNotContain("left out");
        assertThat(Api.ok(viewer().get(path + "&format=XLSX")).asByteArray()).startsWith('P', 'K');
    }

    private List<UUID> found(String query) {
        return Api.get("/feedback?session_id=" + session + "&" + query).getList("items.id", UUID.class);
    }
}
