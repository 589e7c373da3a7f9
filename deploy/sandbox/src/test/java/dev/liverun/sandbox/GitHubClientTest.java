package dev.liverun.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.kohsuke.github.GHEvent;
import org.kohsuke.github.GHFileNotFoundException;
import org.kohsuke.github.GHIssue;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHIssueStateReason;
import org.kohsuke.github.GHLabel;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.HttpException;

/** The client library that feedback-service uses takes the stand-in for GitHub. */
class GitHubClientTest {
    private static TestSandbox sandbox;
    private static GitHub bot;
    private static GitHub human;

    @BeforeAll
    static void start() throws IOException {
        sandbox = TestSandbox.start();
        bot = client("github-bot-1");
        human = client("github-human-1");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static GitHub client(String token) throws IOException {
        return new GitHubBuilder()
                .withEndpoint(sandbox.server.url() + "/github")
                .withOAuthToken(token)
                .build();
    }

    private static GHRepository repository(GitHub client) throws IOException {
        return client.getRepository("liverun/demo");
    }

    @Test
    void it_connects_and_knows_itself_and_its_limits() throws IOException {
        bot.checkApiUrlValidity();

        assertThat(bot.isCredentialValid()).isTrue();
        assertThat(bot.getMyself().getLogin()).isEqualTo("liverun-bot");
        assertThat(bot.getRateLimit().getCore().getLimit()).isEqualTo(5000);
        assertThat(client("wrong").isCredentialValid()).isFalse();
    }

    @Test
    void an_issue_is_opened_commented_closed_by_a_person_and_read_again() throws IOException {
        GHIssue issue = repository(bot)
                .createIssue("Payment arrives twice")
                .body("Seen in session 1")
                .label("bug")
                .label("liverun")
                .assignee("maintainer")
                .create();
        issue.comment("More evidence");

        GHIssue theirs = repository(human).getIssue(issue.getNumber());
        theirs.comment("Fixed");
        theirs.close(GHIssueStateReason.COMPLETED);

        GHIssue read = repository(bot).getIssue(issue.getNumber());
        assertThat(read.getState()).isEqualTo(GHIssueState.CLOSED);
        assertThat(read.getStateReason()).isEqualTo(GHIssueStateReason.COMPLETED);
        assertThat(read.getClosedBy().getLogin()).isEqualTo("maintainer");
        assertThat(read.getUser().getLogin()).isEqualTo("liverun-bot");
        assertThat(read.getAssignees()).hasSize(1);
        assertThat(read.getLabels()).extracting(GHLabel::getName).containsExactly("bug", "liverun");
        assertThat(read.getComments()).extracting(c -> c.getBody()).containsExactly("More evidence", "Fixed");
        assertThat(read.getHtmlUrl())
                .hasToString(sandbox.server.url() + "/github/liverun/demo/issues/" + issue.getNumber());
    }

    @Test
    void title_body_and_labels_are_changed_one_by_one() throws IOException {
        GHIssue issue = repository(bot).createIssue("Before").label("bug").create();

        issue.setTitle("After");
        issue.setBody("Changed");
        issue.addLabels("priority high");
        issue.removeLabels("bug");
        issue.reopen();

        GHIssue read = repository(bot).getIssue(issue.getNumber());
        assertThat(read.getTitle()).isEqualTo("After");
        assertThat(read.getBody()).isEqualTo("Changed");
        assertThat(read.getLabels()).extracting(GHLabel::getName).containsExactly("priority high");
    }

    @Test
    void all_pages_of_issues_since_a_moment_are_listed() throws IOException {
        repository(bot).createIssue("too old").create();
        sandbox.clock.advance(Duration.ofHours(1));
        Date since = Date.from(sandbox.clock.instant());
        for (int i = 0; i < 7; i++) {
            repository(bot).createIssue("recent " + i).create();
        }

        List<GHIssue> found = repository(bot)
                .queryIssues()
                .state(GHIssueState.ALL)
                .since(since)
                .pageSize(3)
                .list()
                .toList();

        assertThat(found).hasSize(7).allMatch(issue -> issue.getTitle().startsWith("recent"));
    }

    @Test
    void labels_are_made_and_found() throws IOException {
        GHLabel label = repository(bot).createLabel("severity: high", "ff0000", "From Liverun");

        assertThat(repository(bot).getLabel("severity: high").getColor()).isEqualTo("ff0000");
        assertThat(repository(bot).listLabels().toList()).contains(label);
        label.delete();
        assertThatThrownBy(() -> repository(bot).getLabel("severity: high"))
                .isInstanceOf(GHFileNotFoundException.class);
    }

    @Test
    void what_fails_comes_out_as_the_clients_own_exceptions() {
        assertThatThrownBy(() -> bot.getRepository("liverun/none")).isInstanceOf(GHFileNotFoundException.class);
        assertThatThrownBy(() -> repository(bot).createIssue("").create())
                .isInstanceOfSatisfying(HttpException.class, e -> assertThat(e.getResponseCode())
                        .isEqualTo(422));
    }

    @Test
    void a_hook_is_registered_without_showing_its_secret() throws IOException {
        var hook = repository(bot)
                .createHook(
                        "web",
                        Map.of("url", "http://127.0.0.1:9/hook", "content_type", "json", "secret", "s"),
                        List.of(GHEvent.ISSUES),
                        true);

        assertThat(repository(bot).getHooks()).hasSize(1);
        assertThat(hook.getConfig().get("secret")).isEqualTo("********");
        hook.delete();
        assertThat(repository(bot).getHooks()).isEmpty();
    }
}
