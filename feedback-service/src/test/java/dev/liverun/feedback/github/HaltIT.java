package dev.liverun.feedback.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.halt.HaltSwitch;
import dev.liverun.feedback.github.links.LinkState;
import dev.liverun.feedback.support.OffsetClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The kill switch stops calls to GitHub as well; what was to be told is told afterwards. */
@QuarkusTest
class HaltIT extends GitHubTests {

    @Inject
    HaltSwitch halt;

    @Test
    void nothingIsSentToGitHubWhileCallsAreHaltedAndAllOfItAfterwards() {
        set(true);
        eventually(() -> assertThat(halt.refusal()).isPresent());
        int before = gitHub.requests("POST", repository + "/issues").size();
        var id = filed();
        eventually(() -> assertThat(link(id).prettify()).contains("halted"));

        assertThat(gitHub.requests("POST", repository + "/issues")).hasSize(before);

        set(false);
        // Meanwhile the circuit had opened.
        OffsetClock.advance(Duration.ofMinutes(1));
        awaitState(id, LinkState.LINKED);
        assertThat(gitHub.issues(repository)).hasSize(1);
    }

    private void set(boolean halted) {
        rows.run("update halt set halted = $1, reason = 'a test', version = version + 1", halted);
    }
}
