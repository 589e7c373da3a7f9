package dev.liverun.feedback.github.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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

    /** Between two writes. GitHub asks for at least a second. */
    @WithDefault("1s")
    Duration betweenWrites();

    /** Writes in any minute. GitHub allows 80 of one token, whoever else uses it; more are refused for a while. */
    @WithDefault("75")
    int writesPerMinute();

    /** Writes in any hour. GitHub allows 500 of one token. */
    @WithDefault("475")
    int writesPerHour();

    /**
     * How long whoever works on a link holds it. Longer, and what a killed process had begun waits longer; shorter than
     * its calls may take, and another one begins meanwhile, whose result then counts.
     */
    @WithDefault("60s")
    Duration lease();

    /**
     * Where people find a report, with {@code {id}} for its id, such as
     * {@code https://liverun.example.org/feedback/{id}}: what does not fit into an issue is linked there.
     */
    Optional<String> reportUrl();

    /**
     * Who people are on GitHub: {@code liverun.github.people.<subject>=<login>}. Whoever is named here is assigned on both
     * sides alike; who is not is told to nobody there.
     */
    Map<String, String> people();

    /** The id of a GitHub App to act as; {@link #credential} then names its private key (PKCS#8, PEM). Absent: a token. */
    Optional<String> appId();

    /** Where that App is installed. */
    OptionalLong installationId();

    /** Changes of a report within this time are brought over together. */
    @WithDefault("500ms")
    Duration coalesce();

    /**
     * How long GitHub is left alone after it could not be reached; twice as long each time, up to ten minutes. A change
     * that is not taken is tried again in the same way.
     */
    @WithDefault("10s")
    Duration retryAfter();

    /**
     * How long an issue that may have been created is looked for, from the end of its attempt, before it is created again.
     * Shorter than GitHub's own delays, and there may be two.
     */
    @WithDefault("30s")
    Duration quietPeriod();

    /** How often issues that changed are listed, for what webhooks missed. Shorter costs requests: 5,000 an hour are free. */
    @WithDefault("60s")
    Duration reconcileEvery();
}
