package dev.liverun.feedback.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.feedback.github.links.LinkState;
import dev.liverun.feedback.support.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes public, where, and what does not. */
@QuarkusTest
class PublishingIT extends GitHubTests {

    private static final String SECRET = "log in with DB_PASSWORD=hunter22";

    @Test
    void whatLooksLikeASecretIsHeldBackUntilSomebodyConsentsToThisText() {
        var id = Api.filed(session, Map.of("description", SECRET));
        eventually(() -> assertThat(link(id).getString("held[0].part")).isEqualTo("issue"));
        assertThat(link(id).getList("held[0].kinds")).containsExactly("password or key");
        assertThat(link(id).getString("state")).isEqualTo("PENDING");
        assertThat(gitHub.issues(repository)).isEmpty();

        var part = preview(id).getMap("parts[0]");
        assertThat(part.get("held")).isEqualTo(true);
        assertThat(preview(id).getString("body")).contains("> log in with");
        assertThat(consent(id, "0".repeat(64))).isEqualTo(400);
        assertThat(consent(id, part.get("sha256").toString())).isEqualTo(200);

        awaitState(id, LinkState.LINKED);
        assertThat(preview(id).getBoolean("parts[0].consented")).isTrue();

        // It was given for that text only.
        Api.change(id, Map.of("description", SECRET + "3"));
        eventually(() -> assertThat(link(id).getList("held")).hasSize(1));
        assertThat(gitHub.issue(repository, 1).getString("body")).doesNotContain("hunter223");
        Api.change(id, Map.of("description", "log in"));
        eventually(
                () -> assertThat(gitHub.issue(repository, 1).getString("body")).contains("> log in\n"));
        awaitRest(id);
        assertThat(link(id).getList("held")).isEmpty();
    }

    @Test
    void whatIsTakenOutLetsTheRestGo() {
        var id = Api.filed(session, Map.of("description", SECRET));
        eventually(() -> assertThat(link(id).getList("held")).hasSize(1));

        Api.change(id, Map.of("description", "log in"));

        awaitState(id, LinkState.LINKED);
        assertThat(gitHub.issues(repository)).hasSize(1);
    }

    @Test
    void aCommentWithPersonalDataIsHeldBackAloneAndTheOthersGo() {
        var id = linked();
        Api.ok(Api.as("ada").body(Map.of("body", "ask ada@lovelace.org")).post(Api.FEEDBACK + "/" + id + "/comments"));
        Api.ok(Api.as("ada").body(Map.of("body", "harmless")).post(Api.FEEDBACK + "/" + id + "/comments"));

        eventually(() -> assertThat(gitHub.comments(repository, 1)).hasSize(1));
        awaitRest(id);
        assertThat(link(id).getString("held[0].part")).startsWith("comment:");
        String sha256 = preview(id).getString("parts.find { it.part.startsWith('comment:') }.sha256");
        assertThat(consent(id, sha256)).isEqualTo(200);

        eventually(() -> assertThat(gitHub.comments(repository, 1)).hasSize(2));
    }

    @Test
    void aDraftShowsWhatWouldBecomePublic() {
        var draft = Api.ok(Api.as("ada")
                        .body(Map.of("title", "Ask @ada", "description", SECRET))
                        .post(Api.FEEDBACK + "/preview"))
                .jsonPath();

        assertThat(draft.getString("title")).isEqualTo("Ask @\u200bada");
        assertThat(draft.getString("body")).isEqualTo("> " + SECRET);
        assertThat(draft.getList("spotted.kind")).containsExactly("password or key");
        assertThat(draft.getString("spotted[0].excerpt")).doesNotContain("hunter22");
    }

    @Test
    void reportsGoWhereTheyAreMappedToWithLabelsAssigneesAndTemplate() {
        var mapped = gitHub.repository(true);
        var endpoint = dev.liverun.events.Ids.next();
        Api.ok(Tokens.as(Roles.OPERATOR)
                .contentType("application/json")
                .body(Map.of(
                        "items",
                        List.of(Map.of(
                                "category",
                                "UX",
                                "endpoint_id",
                                endpoint,
                                "repository",
                                mapped,
                                "labels",
                                List.of("team-a"),
                                "assignees",
                                List.of("maintainer"),
                                "template",
                                "# For team A\n{description}"))))
                .put("/api/v1/github/mappings"));
        var anywhere = rows.session("ada", "{}");

        var id = Api.filed(anywhere, Map.of("category", "UX", "endpoint_id", endpoint, "labels", List.of("ui")));
        awaitState(id, LinkState.LINKED);

        var issue = gitHub.issue(mapped, 1);
        assertThat(issue.getList("labels.name"))
                .containsExactlyInAnyOrder("liverun", "category:ux", "priority:medium", "team-a", "ui");
        assertThat(issue.getList("assignees.login")).containsExactly("maintainer");
        assertThat(issue.getString("body")).startsWith("# For team A\n").doesNotContain("Reported by");
        awaitRest(id);
        assertThat(Api.get(id).getList("labels")).containsExactly("ui");
        Api.ok(Tokens.as(Roles.OPERATOR)
                .contentType("application/json")
                .body(Map.of("items", List.of()))
                .put("/api/v1/github/mappings"));
    }

    @Test
    void operatorsSeeWhereBothSidesDriftedApart() {
        gitHub.noWebhooks();
        var id = linked();
        awaitRest(id);
        gitHub.changes(repository, 1, Map.of("title", "Theirs"));
        var left = UUID.randomUUID();
        gitHub.weOpened(repository, "Left behind", MARKER.of(left));
        var path = "/api/v1/github/repositories/" + repository;

        var drift = Api.ok(Tokens.as(Roles.OPERATOR).get(path + "/drift")).jsonPath();

        assertThat(drift.getList("items.kind")).containsExactly("DIFFERENT", "UNKNOWN_HERE");
        assertThat(drift.getList("items[0].fields")).containsExactly("title");
        assertThat(drift.getString("items[1].feedback_id")).isEqualTo(left.toString());
        assertThat(Api.ok(Tokens.as(Roles.OPERATOR).post(path + "/resync"))
                        .jsonPath()
                        .getInt("links"))
                .isEqualTo(1);
        eventually(() -> assertThat(Api.get(id).getString("title")).isEqualTo("Theirs"));
    }

    private static JsonPath preview(UUID id) {
        return Api.ok(Api.as("ada").get(Api.FEEDBACK + "/" + id + "/preview")).jsonPath();
    }

    private static int consent(UUID id, String sha256) {
        return Api.as("ada")
                .body(Map.of("sha256", List.of(sha256)))
                .post(Api.FEEDBACK + "/" + id + "/consent")
                .statusCode();
    }
}
