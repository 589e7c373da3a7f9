package dev.liverun.feedback.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.feedback.support.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Comments are on both sides, once each. */
@QuarkusTest
class CommentSyncIT extends GitHubTests {

    @Test
    void whatIsSaidHereIsSaidThereChangedAndTakenBack() {
        var id = linked();

        String first = Api.ok(say(id, "First, @maintainer")).header("Location");
        Api.ok(say(id, "Second"));

        eventually(() -> assertThat(there()).hasSize(2));
        assertThat(there().get(0)).startsWith("**ada** in Liverun:\n\n> First, @\u200bmaintainer");
        assertThat(there().get(1)).contains("> Second");
        Api.ok(Api.as("ada").body(Map.of("body", "First, better")).patch(first));
        eventually(() -> assertThat(there().get(0)).contains("> First, better"));
        Api.ok(Api.as("ada").delete(first));
        eventually(() -> assertThat(there()).hasSize(1));
        awaitRest(id);
        assertThat(here(id, "body")).containsExactly("Second");
        assertThat(here(id, "origin")).containsExactly("LIVERUN");
    }

    @Test
    void whatIsSaidThereIsSaidHereChangedAndTakenBack() {
        gitHub.webhook(repository);
        var id = linked();

        long comment = gitHub.says(repository, 1, "Seen <b>it</b>");

        eventually(() -> assertThat(here(id, "body")).containsExactly("Seen <b>it</b>"));
        assertThat(here(id, "origin")).containsExactly("GITHUB");
        assertThat(Api.get(id).getInt("comment_count")).isEqualTo(1);
        gitHub.edits(repository, comment, "Seen it, too");
        eventually(() -> assertThat(here(id, "body")).containsExactly("Seen it, too"));
        var path = Api.FEEDBACK + "/" + id + "/comments/" + here(id, "id").get(0);
        assertThat(Api.as("ada").body(Map.of("body", "x")).patch(path).statusCode())
                .isEqualTo(409);
        rows.run("update feedback_comments set created_at = now() - interval '1 hour' where feedback_id = $1", id);
        gitHub.takesBack(repository, comment);
        eventually(() -> assertThat(here(id, "body")).isEmpty());
        assertThat(Api.get(id).getInt("comment_count")).isZero();
        awaitRest(id);
        assertThat(there()).isEmpty();
    }

    @Test
    void aCommentWhoseAnswerWasLostIsFoundAndNotSaidAgain() {
        var id = linked();
        awaitRest(id);
        gitHub.fault(
                repository,
                Map.of("method", "POST", "path", "/issues/1/comments", "times", 1, "accept_then_drop", true));

        Api.ok(say(id, "Only once"));

        eventually(() -> assertThat(rows.count(
                        "select count(*) from feedback_comments where feedback_id = $1 and github_comment_id is not null"
                                + " and not dirty",
                        id))
                .isEqualTo(1));
        assertThat(there()).hasSize(1);
    }

    private static io.restassured.response.Response say(UUID id, String what) {
        return Api.as("ada").body(Map.of("body", what)).post(Api.FEEDBACK + "/" + id + "/comments");
    }

    private static List<String> here(UUID id, String field) {
        return Api.get("/feedback/" + id + "/comments").getList("items." + field);
    }

    private List<String> there() {
        return gitHub.comments(repository, 1).stream()
                .map(comment -> comment.get("body").toString())
                .toList();
    }
}
