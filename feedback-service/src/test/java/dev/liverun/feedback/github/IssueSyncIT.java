package dev.liverun.feedback.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.contract.FeedbackResolved;
import dev.liverun.feedback.github.links.LinkState;
import dev.liverun.feedback.support.Api;
import dev.liverun.feedback.support.OffsetClock;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A report and its issue follow each other. */
@QuarkusTest
class IssueSyncIT extends GitHubTests {

    @Test
    void whatHappensOnGitHubHappensToTheReport() {
        gitHub.webhook(repository);
        var id = linked();

        gitHub.changes(repository, 1, Map.of("state", "closed", "state_reason", "completed"));
        awaitStatus(id, "RESOLVED");
        assertThat(Api.get(id).getString("resolved_at")).isNotNull();
        var told = published.about(id, 3).get(2);
        assertThat(((FeedbackResolved) told.data()).actor()).isEqualTo("system:github");

        gitHub.changes(repository, 1, Map.of("state", "open"));
        awaitStatus(id, "OPEN");
        assertThat(Api.get(id).getString("resolved_at")).isNull();

        gitHub.changes(repository, 1, Map.of("state", "closed", "state_reason", "not_planned"));
        awaitStatus(id, "CLOSED");

        gitHub.changes(repository, 1, Map.of("title", "Called @maintainer"));
        eventually(() -> assertThat(Api.get(id).getString("title")).isEqualTo("Called @maintainer"));
        awaitRest(id);
        assertThat(gitHub.issue(repository, 1).getString("title")).isEqualTo("Called @maintainer");
        assertThat(gitHub.requests("PATCH", repository + "/issues/1")).hasSize(4);
        assertThat(rows.count(
                        "select count(*) from audit_log where target_id = $1 and actor = 'system:github'",
                        id.toString()))
                .isEqualTo(5);
    }

    @Test
    void whatHappensToTheReportHappensOnGitHubAndItsEchoChangesNothing() {
        gitHub.webhook(repository);
        var id = linked();

        Api.change(id, Map.of("status", "RESOLVED", "title", "Paid twice, see #7"));
        awaitIssue("closed");
        Api.change(id, Map.of("status", "OPEN"));
        awaitIssue("open");

        // Each change was told back to us.
        eventually(() -> assertThat(rows.count(
                        "select count(*) from github_deliveries where repository = $1 and event = 'issues'",
                        repository))
                .isGreaterThanOrEqualTo(4));
        awaitRest(id);
        reconcile();
        awaitRest(id);
        assertThat(gitHub.issue(repository, 1).getString("title")).isEqualTo("Paid twice, see #\u200b7");
        assertThat(Api.get(id).getString("title")).isEqualTo("Paid twice, see #7");
        assertThat(Api.get(id).getInt("version")).isEqualTo(4);
        // What changed together was brought over together.
        assertThat(gitHub.requests("PATCH", repository + "/issues/1")).hasSize(2);
    }

    @Test
    void changesOfDifferentFieldsOnBothSidesAllSurvive() {
        gitHub.noWebhooks();
        var id = linked();
        awaitRest(id);

        undisturbed(() -> {
            gitHub.changes(repository, 1, Map.of("title", "Theirs"));
            Api.change(id, Map.of("status", "RESOLVED", "priority", "LOW"));
        });
        awaitIssue("closed");

        eventually(() -> assertThat(Api.get(id).getString("title")).isEqualTo("Theirs"));
        assertThat(Api.get(id).getString("status")).isEqualTo("RESOLVED");
        assertThat(Api.get(id).getString("priority")).isEqualTo("LOW");
        assertThat(gitHub.issue(repository, 1).getString("title")).isEqualTo("Theirs");
        assertThat(link(id).getInt("open_conflicts")).isZero();
    }

    @Test
    void twoPeopleAndGitHubChangeDifferentFieldsAtOnce() {
        gitHub.noWebhooks();
        var id = linked();
        awaitRest(id);

        undisturbed(() -> {
            gitHub.changes(
                    repository,
                    1,
                    Map.of(
                            "title",
                            "Theirs",
                            "labels",
                            List.of("liverun", "priority:low", "category:integration", "team-a")));
            Api.change(id, Map.of("description", "Ada says more"));
            Api.ok(Api.as("cleo")
                    .header("If-Match", "*")
                    .body(Map.of("labels", List.of("ui"), "status", "IN_PROGRESS"))
                    .patch(Api.FEEDBACK + "/" + id));
        });

        eventually(
                () -> assertThat(gitHub.issue(repository, 1).getString("body")).contains("> Ada says more"));
        awaitRest(id);
        var report = Api.get(id);
        assertThat(report.getString("title")).isEqualTo("Theirs");
        assertThat(report.getString("description")).isEqualTo("Ada says more");
        assertThat(report.getString("priority")).isEqualTo("LOW");
        assertThat(report.getString("status")).isEqualTo("IN_PROGRESS");
        assertThat(report.getList("labels")).containsExactly("team-a", "ui");
        var issue = gitHub.issue(repository, 1);
        assertThat(issue.getString("title")).isEqualTo("Theirs");
        assertThat(issue.getList("labels.name"))
                .containsExactlyInAnyOrder("liverun", "priority:low", "category:integration", "team-a", "ui");
        assertThat(link(id).getInt("open_conflicts")).isZero();
    }

    @Test
    void whatSomebodyChangesOfTheDescriptionOnGitHubIsTakenOver() {
        var id = linked();
        awaitRest(id);
        var body = gitHub.issue(repository, 1).getString("body");
        gitHub.changes(repository, 1, Map.of("body", body.replace("> Sent once", "> Sent <b>once</b> by @me")));

        synchronise(id);

        eventually(() ->
                assertThat(Api.get(id).getString("description")).isEqualTo("Sent <b>once</b> by @me, arrived twice."));
        awaitRest(id);
        assertThat(gitHub.requests("PATCH", repository + "/issues/1")).hasSize(1);
    }

    @Test
    void anIssueThatWasTransferredIsFollowed() {
        var id = linked();
        awaitRest(id);
        var other = gitHub.repository(false);
        gitHub.opens(other, "was there first", "x");
        gitHub.transfers(repository, 1, other);

        Api.change(id, Map.of("title", "Follows"));

        eventually(() -> assertThat(gitHub.issue(other, 2).getString("title")).isEqualTo("Follows"));
        awaitRest(id);
        assertThat(Api.get(id).getInt("github_issue_number")).isEqualTo(2);
        assertThat(Api.get(id).getString("github_issue_url")).contains(other + "/issues/2");
        assertThat(link(id).getString("repository")).isEqualTo(other);
        Api.change(id, Map.of("status", "RESOLVED"));
        eventually(() -> assertThat(gitHub.issue(other, 2).getString("state")).isEqualTo("closed"));
    }

    @Test
    void aDuplicatesIssueIsClosedAsOne() {
        var kept = linked();
        var duplicate = linked();

        Api.ok(Api.as("ada")
                .header("If-Match", "*")
                .body(Map.of("into", kept))
                .post(Api.FEEDBACK + "/" + duplicate + "/merge"));

        eventually(() -> assertThat(gitHub.issue(repository, 2).getString("state_reason"))
                .isEqualTo("duplicate"));
        assertThat(gitHub.issue(repository, 1).getString("state")).isEqualTo("open");
    }

    @Test
    void whatIsWithdrawnBeforeItIsSentIsSentWhenItIsRestored() {
        gitHub.fault(repository, Map.of("rate_limited", Map.of("retry_after", 3_600), "method", "POST", "times", 1));
        var id = filed();
        eventually(() -> assertThat(link(id).getString("reason")).contains("wait"));
        Api.ok(Api.as("ada")
                .header("If-Match", "*")
                .body(Map.of("reason", "seen wrongly"))
                .post(Api.FEEDBACK + "/" + id + "/withdraw"));
        OffsetClock.advance(Duration.ofMinutes(61));
        eventually(() -> assertThat(link(id).getString("reason")).contains("withdrawn"));
        assertThat(gitHub.issues(repository)).isEmpty();

        Api.ok(Api.as("ada").header("If-Match", "*").body(Map.of()).post(Api.FEEDBACK + "/" + id + "/restore"));

        awaitState(id, LinkState.LINKED);
    }

    @Test
    void aWithdrawnReportsIssueIsClosedAsNotPlanned() {
        var id = linked();
        awaitRest(id);

        Api.ok(Api.as("ada")
                .header("If-Match", "*")
                .body(Map.of("reason", "seen wrongly"))
                .post(Api.FEEDBACK + "/" + id + "/withdraw"));

        awaitIssue("closed");
        assertThat(gitHub.issue(repository, 1).getString("state_reason")).isEqualTo("not_planned");
        Api.ok(Api.as("ada").header("If-Match", "*").body(Map.of()).post(Api.FEEDBACK + "/" + id + "/restore"));
        awaitIssue("open");
    }

    @Test
    void theSameFieldChangedOnBothSidesIsAConflictThatPeopleSee() {
        gitHub.noWebhooks();
        var id = linked();
        awaitRest(id);

        undisturbed(() -> {
            gitHub.changes(repository, 1, Map.of("title", "Theirs"));
            Api.change(id, Map.of("title", "Ours"));
        });
        eventually(() -> assertThat(link(id).getInt("open_conflicts")).isEqualTo(1));
        var path = "/feedback/" + id + "/conflicts";
        assertThat(Api.get(path).getList("items.field")).containsExactly("title");
        assertThat(Api.get(path).getList("items.ours")).containsExactly("Ours");
        assertThat(Api.get(path).getList("items.theirs")).containsExactly("Theirs");
        assertThat(Api.get(id).getString("title")).isEqualTo("Theirs");

        // It stays until somebody decides.
        gitHub.changes(repository, 1, Map.of("state", "closed"));
        reconcile();
        awaitStatus(id, "RESOLVED");
        assertThat(Api.get("/github/conflicts?limit=200").getList("items.feedback_id"))
                .contains(id.toString());
        String conflict = Api.get(path).getString("items[0].id");
        Api.ok(Api.as("ada").body(Map.of("keep", "OURS")).post("/api/v1" + path + "/" + conflict + "/settle"));

        assertThat(Api.get(id).getString("title")).isEqualTo("Ours");
        eventually(
                () -> assertThat(gitHub.issue(repository, 1).getString("title")).isEqualTo("Ours"));
        assertThat(link(id).getInt("open_conflicts")).isZero();
        assertThat(Api.as("ada")
                        .body(Map.of("keep", "THEIRS"))
                        .post("/api/v1" + path + "/" + conflict + "/settle")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatWebhooksMissTheReconcilerFinds() {
        gitHub.noWebhooks();
        gitHub.webhook(repository);
        var id = linked();
        awaitRest(id);
        gitHub.changes(repository, 1, Map.of("state", "closed"));

        reconcile();

        awaitStatus(id, "RESOLVED");
        assertThat(rows.count("select count(*) from github_deliveries where repository = $1", repository))
                .isZero();
    }

    @Test
    void whatFollowsInTheSecondOfAChangeThatWasSeenIsFound() {
        gitHub.noWebhooks();
        var id = linked();
        awaitRest(id);
        OffsetClock.stop();
        gitHub.changes(repository, 1, Map.of("title", "First"));
        reconcile();
        awaitRest(id);
        assertThat(Api.get(id).getString("title")).isEqualTo("First");

        gitHub.changes(repository, 1, Map.of("title", "Second"));
        reconcile();

        awaitRest(id);
        assertThat(Api.get(id).getString("title")).isEqualTo("Second");
    }

    @Test
    void afterThatSecondTheReconcilerLooksOnceMore() {
        gitHub.noWebhooks();
        var id = linked();
        awaitRest(id);
        OffsetClock.stop();
        gitHub.changes(repository, 1, Map.of("title", "Theirs"));
        reconcile();
        awaitRest(id);

        OffsetClock.advance(Duration.ofSeconds(3));

        isLookedAtOnceMore(id);
    }

    @Test
    void aClockOfGitHubsThatIsFarAheadKeepsNobodyLooking() {
        gitHub.noWebhooks();
        var id = linked();
        awaitRest(id);

        OffsetClock.advance(Duration.ofHours(1));
        gitHub.changes(repository, 1, Map.of("title", "Theirs"));
        OffsetClock.reset();

        isLookedAtOnceMore(id);
    }

    private void isLookedAtOnceMore(UUID id) {
        int before = looks();
        for (int i = 0; i < 3; i++) {
            reconcile();
            awaitRest(id);
        }
        assertThat(looks()).isEqualTo(before + 1);
    }

    @Test
    void aChangeThatGitHubCouldNotTakeIsBroughtOverLater() {
        var id = linked();
        gitHub.fault(repository, Map.of("status", 503, "method", "PATCH", "times", 1));

        Api.change(id, Map.of("status", "RESOLVED"));

        awaitIssue("closed");
        awaitRest(id);
        assertThat(link(id).getString("reason")).isNull();
    }

    @Test
    void whoIsAssignedFollowsOnBothSidesAndWhoIsNotKnownStaysWhereTheyAre() {
        gitHub.webhook(repository);
        var id = linked();

        Api.change(id, Map.of("assignee", "cleo"));
        awaitAssignees("maintainer");
        awaitRest(id);
        gitHub.changes(repository, 1, Map.of("assignees", List.of("liverun-bot")));
        eventually(() -> assertThat(Api.get(id).getString("assignee")).isEqualTo("cleo"));
        gitHub.changes(repository, 1, Map.of("assignees", List.of()));
        eventually(() -> assertThat(Api.get(id).getString("assignee")).isNull());
        gitHub.changes(repository, 1, Map.of("assignees", List.of("liverun-bot", "maintainer")));
        eventually(() -> assertThat(Api.get(id).getString("assignee")).isEqualTo("cleo"));
        awaitRest(id);

        // Of whom GitHub knows nothing it is told nothing.
        Api.change(id, Map.of("assignee", "zoe"));
        awaitAssignees("liverun-bot");
        awaitRest(id);
        assertThat(Api.get(id).getString("assignee")).isEqualTo("zoe");
    }

    private void awaitAssignees(String... logins) {
        eventually(() -> assertThat(gitHub.issue(repository, 1).<String>getList("assignees.login"))
                .containsExactly(logins));
    }

    @Test
    void commentsOnALockedIssueWaitUntilItIsUnlockedAndTheRestGoesOn() {
        var id = linked();
        awaitRest(id);
        gitHub.fault(repository, Map.of("status", 403, "method", "POST", "path", "/issues/1/comments"));

        Api.ok(Api.as("ada").body(Map.of("body", "Still so")).post(Api.FEEDBACK + "/" + id + "/comments"));
        Api.change(id, Map.of("status", "RESOLVED"));

        awaitIssue("closed");
        eventually(() -> assertThat(link(id).getString("reason")).contains("403"));
        assertThat(gitHub.comments(repository, 1)).isEmpty();
        gitHub.allIsWell();
        synchronise(id);
        eventually(() -> assertThat(gitHub.comments(repository, 1)).hasSize(1));
        awaitRest(id);
        assertThat(link(id).getString("reason")).isNull();
        assertThat(gitHub.issue(repository, 1).getString("state")).isEqualTo("closed");
    }

    @Test
    void anIssueThatIsGoneIsDetachedAndTheReportStays() {
        var id = linked();
        awaitRest(id);
        gitHub.fault(repository, Map.of("status", 410, "method", "GET", "path", "/issues/1"));

        synchronise(id);

        awaitState(id, LinkState.DETACHED);
        assertThat(Api.get(id).getInt("github_issue_number")).isEqualTo(1);
        assertThat(Api.get(id).getString("status")).isEqualTo("OPEN");
    }

    private static void awaitStatus(UUID id, String status) {
        eventually(() -> assertThat(Api.get(id).getString("status")).isEqualTo(status));
    }

    private void awaitIssue(String state) {
        eventually(
                () -> assertThat(gitHub.issue(repository, 1).getString("state")).isEqualTo(state));
    }
}
