package dev.liverun.feedback.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.feedback.github.links.LinkState;
import dev.liverun.feedback.github.webhooks.WebhookSignature;
import dev.liverun.feedback.support.Api;
import dev.liverun.feedback.support.FeedbackInfra;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is taken from GitHub, and what is not. */
@QuarkusTest
class WebhookIT extends GitHubTests {

    @Test
    void whatIsNotSignedWithOurSecretIsRefusedAndNotNoted() {
        var body = body("closed");
        var delivery = Api.unique("delivery");

        assertThat(deliver(delivery, "issues", body, null).statusCode()).isEqualTo(401);
        assertThat(deliver(delivery, "issues", body, "sha256=" + "0".repeat(64)).statusCode())
                .isEqualTo(401);
        assertThat(deliver(delivery, "issues", body, WebhookSignature.of("guessed", bytes(body)))
                        .statusCode())
                .isEqualTo(401);
        assertThat(deliver(delivery, "issues", body + " ", sign(body)).statusCode())
                .isEqualTo(401);

        assertThat(noted(delivery)).isZero();
    }

    @Test
    void aDeliveryThatComesTwiceIsTakenOnce() {
        var id = linked();
        awaitRest(id);
        var delivery = Api.unique("delivery");
        var body = body("edited");
        int before = looks();

        assertThat(deliver(delivery, "issues", body, sign(body)).statusCode()).isEqualTo(202);
        eventually(() -> assertThat(looks()).isGreaterThan(before));
        awaitRest(id);
        int once = looks();
        assertThat(deliver(delivery, "issues", body, sign(body)).statusCode()).isEqualTo(202);

        assertThat(noted(delivery)).isEqualTo(1);
        awaitRest(id);
        assertThat(looks()).isEqualTo(once);
    }

    @Test
    void anActionThatNobodyKnowsIsLookedInto() {
        var id = linked();
        awaitRest(id);
        gitHub.changes(repository, 1, Map.of("state", "closed"));
        var body = body("transmogrified");

        assertThat(deliver(Api.unique("delivery"), "issues", body, sign(body)).statusCode())
                .isEqualTo(202);

        eventually(() -> assertThat(Api.get(id).getString("status")).isEqualTo("RESOLVED"));
    }

    @Test
    void deliveriesInAnyOrderAndADayLateLeaveTheStateRight() {
        var id = linked();
        awaitRest(id);
        gitHub.changes(repository, 1, Map.of("state", "closed"));
        gitHub.changes(repository, 1, Map.of("state", "open", "title", "Last"));
        var closed = body("closed");
        var reopened = body("reopened");

        // Reordered, doubled, and one from yesterday that tells of a state long gone.
        for (var body : new String[] {reopened, closed, closed, yesterday("closed")}) {
            assertThat(deliver(Api.unique("delivery"), "issues", body, sign(body))
                            .statusCode())
                    .isEqualTo(202);
        }

        eventually(() -> assertThat(Api.get(id).getString("title")).isEqualTo("Last"));
        awaitRest(id);
        assertThat(Api.get(id).getString("status")).isEqualTo("OPEN");
        assertThat(gitHub.issue(repository, 1).getString("state")).isEqualTo("open");
    }

    private String yesterday(String action) {
        return "{\"action\": \"%s\", \"issue\": {\"number\": 1, \"state\": \"closed\", \"updated_at\": \"%s\"},"
                        .formatted(action, java.time.Instant.now().minusSeconds(86_400))
                + " \"repository\": {\"full_name\": \"" + repository + "\"}}";
    }

    @Test
    void aLabelThatChangedConcernsEveryIssueOfItsRepository() {
        var id = linked();
        awaitRest(id);
        gitHub.changes(repository, 1, Map.of("title", "Theirs"));
        var body = "{\"action\": \"edited\", \"label\": {\"name\": \"x\"}, \"repository\": {\"full_name\": \""
                + repository + "\"}}";

        deliver(Api.unique("delivery"), "label", body, sign(body));

        eventually(() -> assertThat(Api.get(id).getString("title")).isEqualTo("Theirs"));
    }

    @Test
    void whatWasRefusedIsTriedAgainWhenOurInstallationChanges() {
        gitHub.fault(repository, Map.of("expired_token", true));
        var id = filed();
        awaitState(id, LinkState.FAILED);
        gitHub.allIsWell();
        var body = "{\"action\": \"new_permissions_accepted\", \"installation\": {\"id\": 1}}";

        deliver(Api.unique("delivery"), "installation", body, sign(body));

        awaitState(id, LinkState.LINKED);
    }

    @Test
    void theLinksOfARenamedRepositoryFollowIt() {
        var id = linked();
        awaitRest(id);
        var old = repository + "-old";
        rows.run("update github_links set repository = $1 where feedback_id = $2", old, id);
        var body = ("{\"action\": \"renamed\", \"changes\": {\"repository\": {\"name\": {\"from\": \"%s\"}}},"
                        + " \"repository\": {\"full_name\": \"%s\"}}")
                .formatted(old.substring(old.indexOf('/') + 1), repository);

        deliver(Api.unique("delivery"), "repository", body, sign(body));

        eventually(() -> assertThat(link(id).getString("repository")).isEqualTo(repository));
    }

    @Test
    void whatConcernsNoIssueOfOursIsAccepted() {
        for (var body : new String[] {"{\"zen\": \"x\"}", "{\"issue\": 7}", body("opened"), "[]"}) {
            assertThat(deliver(Api.unique("delivery"), "ping", body, sign(body)).statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void whatIsNoDeliveryIsNamed() {
        var wrong = deliver(Api.unique("delivery"), "issues", "a=b", sign("a=b"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.jsonPath().getString("violations[0].field")).isEqualTo("body");

        var nameless = RestAssured.given()
                .contentType("application/json")
                .header("X-Hub-Signature-256", sign("{}"))
                .body("{}")
                .post("/api/v1/github/webhooks");
        assertThat(nameless.statusCode()).isEqualTo(400);
        assertThat(nameless.jsonPath().getList("violations.field"))
                .containsExactlyInAnyOrder("X-GitHub-Delivery", "X-GitHub-Event");
    }

    private Response deliver(String delivery, String event, String body, @Nullable String signature) {
        var request = RestAssured.given()
                .contentType("application/json")
                .header("X-GitHub-Delivery", delivery)
                .header("X-GitHub-Event", event)
                .body(bytes(body));
        return (signature == null ? request : request.header("X-Hub-Signature-256", signature))
                .post("/api/v1/github/webhooks");
    }

    private String body(String action) {
        return "{\"action\": \"%s\", \"issue\": {\"number\": 1}, \"repository\": {\"full_name\": \"%s\"}}"
                .formatted(action, repository);
    }

    private static String sign(String body) {
        return WebhookSignature.of(FeedbackInfra.WEBHOOK_SECRET, bytes(body));
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private long noted(String delivery) {
        return rows.count("select count(*) from github_deliveries where id = $1", delivery);
    }
}
