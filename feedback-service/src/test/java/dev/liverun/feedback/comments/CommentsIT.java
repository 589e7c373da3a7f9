package dev.liverun.feedback.comments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.feedback.support.Api;
import dev.liverun.feedback.support.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people say about a report. */
@QuarkusTest
class CommentsIT {

    @Inject
    Rows rows;

    private UUID report;

    @BeforeEach
    void file() {
        report = Api.filed(rows.session("ada"), "Talked about");
    }

    @Test
    void commentsAreCountedListedChangedAndTakenBackByWhoeverSaidThem() {
        var first = Api.ok(say("ada", "first"));
        var second = Api.ok(say("cleo", "second"));
        String path = first.header("Location");

        assertThat(Api.get(report).getInt("comment_count")).isEqualTo(2);
        assertThat(Api.get(report).getInt("version")).isEqualTo(1);
        assertThat(Api.as("cleo").body(Map.of("body", "x")).patch(path).statusCode())
                .isEqualTo(403);
        var edited = Api.ok(Api.as("ada").body(Map.of("body", "first, better")).patch(path));
        assertThat(edited.jsonPath().getString("edited_at")).isNotNull();
        assertThat(Api.get("/feedback/" + report + "/comments").getList("items.body"))
                .containsExactly("first, better", "second");
        assertThat(Api.get("/feedback/" + report + "/comments?limit=1").getList("items.author"))
                .containsExactly("ada");

        assertThat(Api.as("ada").delete(second.header("Location")).statusCode()).isEqualTo(403);
        Api.ok(Tokens.as(Roles.OPERATOR).delete(second.header("Location")));
        Api.ok(Api.as("ada").delete(path));
        assertThat(Api.as("ada").delete(path).statusCode()).isEqualTo(404);
        assertThat(Api.get(report).getInt("comment_count")).isZero();
        assertThat(Api.get("/feedback/" + report + "/comments").getList("items"))
                .isEmpty();
    }

    @Test
    void whoDoesNotTakePartHasNoSay() {
        assertThat(say("eve", "me too").statusCode()).isEqualTo(403);
        assertThat(say("ada", " ").statusCode()).isEqualTo(400);
        assertThat(Api.as("ada")
                        .body(Map.of("body", "x"))
                        .post(Api.FEEDBACK + "/" + UUID.randomUUID() + "/comments")
                        .statusCode())
                .isEqualTo(404);
        assertThat(Tokens.as(Roles.VIEWER)
                        .get("/api/v1/feedback/" + UUID.randomUUID() + "/comments")
                        .statusCode())
                .isEqualTo(404);
    }

    private Response say(String who, String what) {
        return Api.as(who).body(Map.of("body", what)).post(Api.FEEDBACK + "/" + report + "/comments");
    }
}
