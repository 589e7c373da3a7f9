package dev.liverun.feedback.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.contract.FeedbackLinked;
import dev.liverun.feedback.github.links.LinkState;
import dev.liverun.feedback.support.Api;
import dev.liverun.feedback.support.OffsetClock;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A report becomes one issue, whatever fails in between. */
@QuarkusTest
class IssueCreationIT extends GitHubTests {

    private static final Map<String, Object> CREATION = Map.of("method", "POST", "path", "/issues", "times", 1);
    private static final Duration LEASE = Duration.ofSeconds(60);

    /** More than passes between two looks for an issue, less than its quiet period. */
    private static final Duration UNTIL_THE_NEXT_LOOK = Duration.ofMillis(2_500);

    @Test
    void aReportBecomesAnIssueThatTellsEverythingAndHarmsNobody() {
        var id = Api.filed(
                session,
                Map.of(
                        "title", "@maintainer see #1",
                        "description", "fixes #1, cc @maintainer\n```\n<b>open fence</b>",
                        "category", "PERFORMANCE",
                        "priority", "HIGH"));
        awaitState(id, LinkState.LINKED);

        var issue = gitHub.issue(repository, 1);
        assertThat(issue.getString("title")).isEqualTo("@\u200bmaintainer see #\u200b1");
        assertThat(issue.getList("labels.name"))
                .containsExactlyInAnyOrder("liverun", "category:performance", "priority:high");
        assertThat(issue.getString("body"))
                .contains(
                        "fixes #\u200b1",
                        "@\u200bmaintainer",
                        "&lt;b&gt;",
                        "**Session:** session of ada",
                        MARKER.of(id))
                .doesNotContain("<b>");

        var report = Api.get(id);
        assertThat(report.getInt("github_issue_number")).isEqualTo(1);
        assertThat(report.getString("github_issue_url")).isEqualTo(issue.getString("html_url"));
        assertThat(report.getString("title")).isEqualTo("@maintainer see #1");
        var told = published.about(id, 2).get(1);
        assertThat(told.sequence()).isEqualTo(2);
        assertThat(((FeedbackLinked) told.data()).feedback().githubIssueNumber())
                .isEqualTo(1);
        assertThat(Api.get("/github/repositories").getInt("items.find { it.name == '" + repository + "' }.linked"))
                .isEqualTo(1);
        assertThat(Api.get("/feedback?github_issue_number=1&session_id=" + session)
                        .getList("items.id"))
                .containsExactly(id.toString());
    }

    @Test
    void anIssueWhoseAnswerWasLostIsFoundAndNotMadeAgain() {
        fault(CREATION, "accept_then_drop", true);
        var id = filed();

        awaitState(id, LinkState.LINKED);

        assertThat(gitHub.issues(repository)).hasSize(1);
        assertThat(Api.get(id).getInt("github_issue_number")).isEqualTo(1);
    }

    @Test
    void anErrorOfGitHubsIsNotTakenForARefusal() {
        fault(CREATION, "status", 502);
        var id = filed();

        awaitState(id, LinkState.LINKED);

        assertThat(gitHub.issues(repository)).hasSize(1);
        assertThat(gitHub.requests("POST", repository + "/issues")).hasSize(2);
    }

    @Test
    void anIssueThatAppearsAfterItsTimeoutIsFound() {
        fault(CREATION, "late_create_ms", 2_800);
        var id = filed();

        awaitState(id, LinkState.LINKED);

        assertThat(gitHub.issues(repository)).hasSize(1);
    }

    @Test
    void anIssueThatAppearsAfterItsQuietPeriodIsClosedAsATwin() {
        fault(CREATION, "late_create_ms", 12_000);
        var id = filed();
        awaitState(id, LinkState.LINKED);
        eventually(() -> assertThat(gitHub.issues(repository)).hasSize(2));
        var ours = Api.get(id).getInt("github_issue_number");
        var copied = gitHub.opens(repository, "Somebody copied it", MARKER.of(id));

        reconcile();

        assertThat(gitHub.issue(repository, 3 - ours).getString("state")).isEqualTo("closed");
        assertThat(gitHub.issue(repository, 3 - ours).getString("state_reason")).isEqualTo("not_planned");
        assertThat(gitHub.issue(repository, ours).getString("state")).isEqualTo("open");
        assertThat(gitHub.issue(repository, copied).getString("state")).isEqualTo("open");
    }

    @Test
    void whenGitHubAsksToWaitWeWait() {
        fault(CREATION, "rate_limited", Map.of("retry_after", 3_600));
        var id = filed();

        eventually(() -> assertThat(link(id).getString("reason")).isEqualTo("GitHub asks to wait for 3600 s"));
        var other = filed();
        synchronise(other);
        OffsetClock.advance(Duration.ofMinutes(59));
        turn();
        OffsetClock.advance(Duration.ofMinutes(2));
        awaitState(id, LinkState.LINKED);
        awaitState(other, LinkState.LINKED);

        var times = gitHub.requests("POST", repository + "/issues").stream()
                .map(request -> Instant.parse(request.get("at").toString()))
                .toList();
        assertThat(times).hasSize(3);
        assertThat(Duration.between(times.get(0), times.get(1))).isGreaterThan(Duration.ofSeconds(3_600));
        assertThat(gitHub.issues(repository)).hasSize(2);
    }

    @Test
    void aRefusedTokenIsToldAndTriedAgainOnRequest() {
        gitHub.fault(repository, Map.of("expired_token", true));
        var id = filed();
        awaitState(id, LinkState.FAILED);
        assertThat(link(id).getString("reason")).contains("401");
        assertThat(Api.get(id).getString("github_issue_number")).isNull();

        gitHub.allIsWell();
        synchronise(id);

        awaitState(id, LinkState.LINKED);
        assertThat(link(id).getString("reason")).isNull();
        assertThat(gitHub.issues(repository)).hasSize(1);
    }

    @Test
    void aSecurityReportStaysOutOfAPublicRepository() {
        var id = Api.filed(session, Map.of("category", "SECURITY"));
        awaitState(id, LinkState.FAILED);
        assertThat(link(id).getString("reason")).contains("SECURITY");
        assertThat(gitHub.issues(repository)).isEmpty();

        gitHub.repository(repository, true);
        synchronise(id);

        awaitState(id, LinkState.LINKED);
    }

    @Test
    void whatAKilledProcessHadSentIsFound() {
        var id = sentByAKilledProcess();
        gitHub.opens(repository, "Forged", "<!-- liverun:liverun:" + id + ":" + "0".repeat(64) + " -->");
        gitHub.opens(repository, "Nonsense", "<!-- liverun:liverun:" + "-".repeat(36) + ":" + "0".repeat(64) + " -->");
        var ours = gitHub.weOpened(repository, "Payment arrives twice", "text\n" + MARKER.of(id));
        OffsetClock.advance(LEASE);

        awaitState(id, LinkState.LINKED);

        assertThat(Api.get(id).getInt("github_issue_number")).isEqualTo(ours);
        assertThat(gitHub.issues(repository)).hasSize(3);
    }

    @Test
    void whatAKilledProcessHadNotSentIsSent() {
        var id = sentByAKilledProcess();
        OffsetClock.advance(LEASE);

        awaitState(id, LinkState.LINKED);

        assertThat(gitHub.issues(repository)).hasSize(1);
    }

    @Test
    void theQuietPeriodBeginsWhenTheAttemptHasEnded() {
        OffsetClock.stop();
        fault(CREATION, "status", 502);
        var id = filed();
        awaitState(id, LinkState.UNKNOWN);
        // It has taken that long.
        rows.run("update github_links set sent_at = sent_at - interval '20 seconds' where feedback_id = $1", id);

        OffsetClock.advance(UNTIL_THE_NEXT_LOOK);

        isLookedForAndAppears(id);
    }

    @Test
    void theQuietPeriodOfAKilledProcessBeginsWhenItsLeaseIsOver() {
        OffsetClock.stop();
        var id = sentByAKilledProcess();

        OffsetClock.advance(LEASE);

        isLookedForAndAppears(id);
    }

    private void isLookedForAndAppears(UUID id) {
        eventually(() -> assertThat(link(id).getString("reason")).isEqualTo("looking whether GitHub has created it"));
        gitHub.weOpened(repository, "Payment arrives twice", "text\n" + MARKER.of(id));
        OffsetClock.advance(UNTIL_THE_NEXT_LOOK);
        awaitState(id, LinkState.LINKED);
        assertThat(gitHub.issues(repository)).hasSize(1);
    }

    /** A link as it is between its claim and the answer. */
    private UUID sentByAKilledProcess() {
        var id = Api.filed(rows.session("ada"), Map.of());
        var now = new OffsetClock().instant().atOffset(ZoneOffset.UTC);
        rows.run("insert into github_repositories (name) values ($1)", repository);
        rows.run(
                "insert into github_links (feedback_id, repository, state, epoch, attempts, sent_at, due_at, leased_until)"
                        + " values ($1, $2, 'SENDING', 1, 1, $3, $3, $4)",
                id,
                repository,
                now,
                now.plus(LEASE));
        return id;
    }

    @Test
    void filingDoesNotWaitForAGitHubThatHangs() {
        gitHub.fault(repository, Map.of("latency_ms", 60_000));

        var ids = List.of(filed(), filed(), filed());

        ids.forEach(id -> assertThat(link(id).getString("state")).isNotEqualTo(LinkState.LINKED.name()));
        gitHub.allIsWell();
        ids.forEach(id -> awaitState(id, LinkState.LINKED));
        assertThat(gitHub.issues(repository)).hasSize(3);
    }

    @Test
    void theMostUrgentGoesFirst() {
        gitHub.fault(repository, Map.of("rate_limited", Map.of("retry_after", 3_600), "method", "POST", "times", 1));
        var low = Api.filed(session, Map.of("priority", "LOW"));
        eventually(() -> assertThat(link(low).getString("reason")).contains("wait"));
        var critical = Api.filed(session, Map.of("priority", "CRITICAL"));

        OffsetClock.advance(Duration.ofMinutes(61));
        awaitState(low, LinkState.LINKED);

        assertThat(Api.get(critical).getInt("github_issue_number")).isEqualTo(1);
        assertThat(Api.get(low).getInt("github_issue_number")).isEqualTo(2);
    }

    private void fault(Map<String, Object> which, String name, Object value) {
        var fault = new java.util.HashMap<>(which);
        fault.put(name, value);
        gitHub.fault(repository, fault);
    }
}
