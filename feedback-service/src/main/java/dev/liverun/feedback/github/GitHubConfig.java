package dev.liverun.feedback.github;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where issues go, and how patiently. */
@ConfigMapping(prefix = "liverun.github")
public interface GitHubConfig {

    /** The REST API. Another one for GitHub Enterprise or the sandbox. */
    @WithDefault("https://api.github.com")
    URI endpoint();

    /** {@code owner/name} of the repository for issues of sessions that name none. Absent: no issues are created. */
    Optional<String> repository();

    /** The credential whose value is the token. It needs "issues: write" and "metadata: read". */
    @WithDefault("github")
    String credential();

    /** The credential with the webhooks' secret; a second line is the one before, while both are in use. */
    @WithDefault("github-webhook")
    String webhookSecret();

    /** The credential with the key that signs the marker in our issues. It must not change while issues are on their way. */
    @WithDefault("github-marker")
    String markerKey();

    /** Names this installation in the marker of its issues. Two installations that share a repository need two names. */
    @WithDefault("liverun")
    String instance();

    /** How long GitHub may take to answer. A creation that takes longer is settled by listing. */
    @WithDefault("10s")
    Duration timeout();

    /** Between two writes to one repository. GitHub asks for at least a second. */
    @WithDefault("1s")
    Duration betweenWrites();

    /**
     * How long a repository is left alone after GitHub could not be reached. A change that is not taken is tried again
     * after that, then after twice as long, up to ten minutes.
     */
    @WithDefault("10s")
    Duration retryAfter();

    /**
     * How long an issue that may have been created is looked for before it is created again. Shorter than GitHub's own
     * delays, and there may be two.
     */
    @WithDefault("30s")
    Duration quietPeriod();

    /** How often issues that changed are listed, for what webhooks missed. Shorter costs requests: 5,000 an hour are free. */
    @WithDefault("60s")
    Duration reconcileEvery();
}
