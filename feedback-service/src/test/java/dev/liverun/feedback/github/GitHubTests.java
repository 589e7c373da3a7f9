package dev.liverun.feedback.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.feedback.github.links.LinkState;
import dev.liverun.feedback.github.sync.Dispatcher;
import dev.liverun.feedback.github.sync.Reconciler;
import dev.liverun.feedback.github.text.Marker;
import dev.liverun.feedback.support.Api;
import dev.liverun.feedback.support.FeedbackInfra;
import dev.liverun.feedback.support.GitHubSide;
import dev.liverun.feedback.support.OffsetClock;
import dev.liverun.feedback.support.Published;
import dev.liverun.feedback.support.Rows;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A repository of a test's own, and a session whose reports go there. */
abstract class GitHubTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    static final Marker MARKER = new Marker("liverun", FeedbackInfra.MARKER_KEY);

    @Inject
    Rows rows;

    @Inject
    GitHubSide gitHub;

    @Inject
    Published published;

    @Inject
    Reconciler reconciler;

    @Inject
    Dispatcher dispatcher;

    String repository;
    UUID session;

    @BeforeEach
    void open() {
        rows.run("delete from github_writes");
        rows.run("update github_pace set paused_until = null, failures = 0, next_write_at = '-infinity'");
        repository = gitHub.repository(false);
        session = rows.session("ada", "{\"github\": {\"repository\": \"" + repository + "\"}}");
    }

    @AfterEach
    void allIsWell() {
        gitHub.allIsWell();
        // Whoever is at work still notes when it wrote: by the clock of its test.
        undisturbed(() -> {
            eventually(() -> assertThat(rows.count("select count(*) from github_links where leased_until is not null"))
                    .isZero());
            OffsetClock.reset();
        });
    }

    UUID filed() {
        return Api.filed(session, Map.of());
    }

    UUID linked() {
        var id = filed();
        awaitState(id, LinkState.LINKED);
        return id;
    }

    static JsonPath link(UUID id) {
        return Api.get("/feedback/" + id + "/sync");
    }

    static void awaitState(UUID id, LinkState state) {
        eventually(() ->
                assertThat(link(id).getString("state")).as(link(id).prettify()).isEqualTo(state.name()));
    }

    static void eventually(Runnable assertion) {
        await().pollDelay(Duration.ZERO).atMost(PATIENCE).untilAsserted(assertion::run);
    }

    void synchronise(UUID id) {
        assertThat(Api.as("ada").post("/api/v1/feedback/" + id + "/sync").statusCode())
                .isEqualTo(202);
    }

    /** Nothing is to be done any more. */
    void awaitRest(UUID id) {
        eventually(() -> assertThat(rows.count(
                        "select count(*) from github_links where feedback_id = $1"
                                + " and due_at is null and leased_until is null and not dirty",
                        id))
                .isEqualTo(1));
    }

    /** How often the repository's issue was looked at. */
    int looks() {
        return gitHub.requests("GET", repository + "/issues/1").size();
    }

    /** Nobody looks at GitHub before all of these changes are made. */
    void undisturbed(Runnable changes) {
        // Where nothing failed, no answer that is still under way ends the pause.
        rows.run("update github_pace set paused_until = 'infinity', failures = 0");
        try {
            changes.run();
        } finally {
            rows.run("update github_pace set paused_until = null");
        }
    }

    void reconcile() {
        done(reconciler::reconcile);
    }

    /** The dispatcher does what is due, unless it is about it already. */
    void turn() {
        done(dispatcher::turn);
    }

    private static void done(Supplier<Uni<Void>> work) {
        try {
            VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
