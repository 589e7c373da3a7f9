package dev.liverun.feedback.github;

import dev.liverun.events.halt.HaltSwitch;
import dev.liverun.integrations.credentials.Secret;
import dev.liverun.integrations.credentials.Secrets;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHFileNotFoundException;
import org.kohsuke.github.GHIssue;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHIssueStateReason;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;
import org.kohsuke.github.HttpException;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/**
 * What we ask GitHub to do, in our own words. Every call runs on a worker thread, because the library blocks, and comes
 * back to the caller's context; it fails with a {@link GitHubFailure}.
 */
@ApplicationScoped
class GitHubIssues {

    private static final Duration USUAL_WAIT = Duration.ofSeconds(60);
    private static final int TOO_MANY = 429;

    /** A connection is made anew when its token was rotated. */
    private record Connection(Secret token, GitHub gitHub) {}

    private interface Change {
        void on(GHRepository repository) throws IOException;
    }

    private interface Call<T> {
        T on(GHRepository repository) throws IOException;
    }

    private final GitHubConfig config;
    private final Secrets secrets;
    private final Vertx vertx;
    private final GitHubMetrics metrics;
    private final HaltSwitch halt;
    private final Clock clock;
    private final AtomicReference<@Nullable Connection> connection = new AtomicReference<>();

    GitHubIssues(
            GitHubConfig config, Secrets secrets, Vertx vertx, GitHubMetrics metrics, HaltSwitch halt, Clock clock) {
        this.config = config;
        this.secrets = secrets;
        this.vertx = vertx;
        this.metrics = metrics;
        this.halt = halt;
        this.clock = clock;
    }

    /** Creates an issue; the only call that must never be repeated blindly. */
    Uni<Issue> create(String repository, String title, String body, List<String> labels) {
        return call(repository, target -> {
            var issue = target.createIssue(title).body(body);
            labels.forEach(issue::label);
            return issue(issue.create());
        });
    }

    Uni<Issue> get(String repository, int number) {
        return call(repository, target -> issue(target.getIssue(number)));
    }

    /** Issues (no pull requests) that were created or changed since then, in any state. */
    Uni<List<Issue>> changedSince(String repository, Instant since) {
        return call(repository, target -> {
            var issues = new ArrayList<Issue>();
            for (var issue : target.queryIssues()
                    .state(GHIssueState.ALL)
                    .since(Date.from(since))
                    .pageSize(100)
                    .list()) {
                if (!issue.isPullRequest()) {
                    issues.add(issue(issue));
                }
            }
            return issues;
        });
    }

    Uni<Void> retitle(String repository, int number, String title) {
        return change(repository, target -> target.getIssue(number).setTitle(title));
    }

    Uni<Void> close(String repository, int number, boolean notPlanned) {
        return change(repository, target -> target.getIssue(number)
                .close(notPlanned ? GHIssueStateReason.NOT_PLANNED : GHIssueStateReason.COMPLETED));
    }

    Uni<Void> reopen(String repository, int number) {
        return change(repository, target -> target.getIssue(number).reopen());
    }

    private Uni<Void> change(String repository, Change change) {
        return call(repository, target -> {
                    change.on(target);
                    return true;
                })
                .replaceWithVoid();
    }

    Uni<Boolean> isPublic(String repository) {
        return call(repository, target -> !target.isPrivate());
    }

    private <T> Uni<T> call(String repository, Call<T> call) {
        return secrets.get(config.credential())
                .onFailure()
                .transform(e -> GitHubFailure.refused(String.valueOf(e.getMessage())))
                .chain(token -> Uni.createFrom()
                        .completionStage(() -> vertx.executeBlocking(() -> blocking(token, repository, call), false)
                                .toCompletionStage()))
                .onFailure(GitHubFailure.class)
                .invoke(e -> metrics.failed(((GitHubFailure) e).kind()));
    }

    /** The kill switch stops calls to GitHub as well. */
    void start(@Observes StartupEvent event) {
        halt.watch();
    }

    private <T> T blocking(Secret token, String repository, Call<T> call) throws GitHubFailure {
        GHRepository target;
        try {
            target = connect(token).getRepository(repository);
        } catch (IOException | RuntimeException e) {
            throw failure(e).carriedOutNothing();
        }
        try {
            return call.on(target);
        } catch (IOException | RuntimeException e) {
            throw failure(e);
        }
    }

    private GitHub connect(Secret token) throws IOException {
        var open = connection.get();
        if (open == null || !open.token().equals(token)) {
            open = new Connection(
                    token,
                    new GitHubBuilder()
                            .withEndpoint(config.endpoint().toString())
                            .withOAuthToken(token.value())
                            .withConnector(new TimedConnector(config.timeout(), halt::refusal))
                            .withRateLimitHandler(new PrimaryLimit())
                            .withAbuseLimitHandler(new SecondaryLimit())
                            .build());
            connection.set(open);
        }
        return open.gitHub();
    }

    private static GitHubFailure failure(Exception e) {
        // The library wraps ours into its own.
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof GitHubFailure known) {
                return known;
            }
        }
        if (e instanceof GHFileNotFoundException) {
            return GitHubFailure.gone("GitHub knows no such repository or issue, or our token may not see it");
        } else if (e instanceof HttpException answer) {
            return failure(answer);
        }
        return GitHubFailure.unclear("GitHub's answer was not understood: " + e.getMessage(), e);
    }

    private static GitHubFailure failure(HttpException answer) {
        int status = answer.getResponseCode();
        // Secondary limits are 403 or 429, and not every one is marked by a header (docs: rate limits for the REST
        // API).
        if (status == TOO_MANY
                || status == 403 && String.valueOf(answer.getMessage()).contains("rate limit")) {
            return GitHubFailure.throttled(USUAL_WAIT);
        } else if (status == 404 || status == 410) {
            return GitHubFailure.gone("GitHub answered " + status);
        } else if (status >= 400 && status < 500) {
            return GitHubFailure.refused(
                    status == 401
                            ? "GitHub does not know our token (401)"
                            : status == 403
                                    ? "our token may not do that on GitHub (403)"
                                    : "GitHub does not accept it (" + status + ")");
        }
        return GitHubFailure.unclear("GitHub answered " + status, answer);
    }

    private static Issue issue(GHIssue issue) throws IOException {
        var author = issue.getUser();
        return new Issue(
                issue.getNumber(),
                issue.getHtmlUrl().toString(),
                author == null ? "" : author.getLogin(),
                issue.getTitle(),
                issue.getBody(),
                issue.getState() == GHIssueState.OPEN,
                issue.getStateReason() != null && issue.getStateReason() != GHIssueStateReason.COMPLETED);
    }

    /** {@code Retry-After}, then {@code x-ratelimit-reset}, else a minute. */
    private Duration waitOf(GitHubConnectorResponse answer) {
        try {
            var retryAfter = answer.header("Retry-After");
            if (retryAfter != null) {
                return Duration.ofSeconds(Math.max(1, Long.parseLong(retryAfter.trim())));
            }
            var reset = answer.header("X-RateLimit-Reset");
            if (reset != null) {
                var wait = Duration.between(clock.instant(), Instant.ofEpochSecond(Long.parseLong(reset.trim())));
                return wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
            }
        } catch (NumberFormatException e) {
            return USUAL_WAIT;
        }
        return USUAL_WAIT;
    }

    private final class PrimaryLimit extends GitHubRateLimitHandler {

        @Override
        public void onError(GitHubConnectorResponse answer) throws IOException {
            throw GitHubFailure.throttled(waitOf(answer));
        }
    }

    private final class SecondaryLimit extends GitHubAbuseLimitHandler {

        @Override
        public void onError(GitHubConnectorResponse answer) throws IOException {
            throw GitHubFailure.throttled(waitOf(answer));
        }
    }
}
