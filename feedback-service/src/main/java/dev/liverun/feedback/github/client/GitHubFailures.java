package dev.liverun.feedback.github.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHFileNotFoundException;
import org.kohsuke.github.HttpException;

/** What GitHub's errors mean. */
public final class GitHubFailures {

    private static final Duration USUAL_WAIT = Duration.ofSeconds(60);
    private static final int TOO_MANY = 429;

    private GitHubFailures() {}

    public static GitHubFailure of(Exception e) {
        // The library wraps ours into its own.
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof GitHubFailure known) {
                return known;
            }
        }
        if (e instanceof GHFileNotFoundException) {
            return GitHubFailure.gone("GitHub knows no such repository or issue, or our token may not see it");
        } else if (e instanceof HttpException answer) {
            return of(answer.getResponseCode(), String.valueOf(answer.getMessage()), null, USUAL_WAIT, answer);
        }
        return GitHubFailure.unclear("GitHub's answer was not understood: " + e.getMessage(), e);
    }

    /** Of an answer to a request of our own. */
    public static GitHubFailure of(int status, String body, Function<String, @Nullable String> headers, Clock clock) {
        boolean told = headers.apply("Retry-After") != null || "0".equals(headers.apply("X-RateLimit-Remaining"));
        return of(status, body, told, waitOf(headers, clock), new java.io.IOException("status " + status));
    }

    private static GitHubFailure of(int status, String text, @Nullable Boolean told, Duration wait, Exception cause) {
        // Secondary limits are 403 or 429, and not every one is marked by a header (docs: rate limits for the REST
        // API).
        if (status == TOO_MANY || status == 403 && (Boolean.TRUE.equals(told) || text.contains("rate limit"))) {
            return GitHubFailure.throttled(wait);
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
        return GitHubFailure.unclear("GitHub answered " + status, cause);
    }

    /** {@code Retry-After}, then {@code x-ratelimit-reset}, else a minute. */
    public static Duration waitOf(Function<String, @Nullable String> headers, Clock clock) {
        try {
            var retryAfter = headers.apply("Retry-After");
            if (retryAfter != null) {
                return Duration.ofSeconds(Math.max(1, Long.parseLong(retryAfter.trim())));
            }
            var reset = headers.apply("X-RateLimit-Reset");
            if (reset != null) {
                var wait = Duration.between(clock.instant(), Instant.ofEpochSecond(Long.parseLong(reset.trim())));
                return wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
            }
        } catch (NumberFormatException e) {
            return USUAL_WAIT;
        }
        return USUAL_WAIT;
    }
}
