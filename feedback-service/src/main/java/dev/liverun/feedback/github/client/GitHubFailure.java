package dev.liverun.feedback.github.client;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** GitHub did not do what was asked; the message is for people and names no secret. */
public final class GitHubFailure extends IOException {

    private static final long serialVersionUID = 1L;

    /** What that means for the request. */
    public enum Kind {
        /** It was not carried out and will not be, unless something is changed. */
        REFUSED,
        /** There is no such thing, or not for us. */
        GONE,
        /** It was not carried out; GitHub said when to ask again. */
        THROTTLED,
        /** It was not carried out, because GitHub could not be reached. */
        AWAY,
        /** It may have been carried out. */
        UNCLEAR
    }

    private static final Duration AFTER_A_HALT = Duration.ofSeconds(10);

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    private GitHubFailure(
            Kind kind, @Nullable String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public static GitHubFailure refused(String message) {
        return new GitHubFailure(Kind.REFUSED, message, null, null);
    }

    public static GitHubFailure gone(String message) {
        return new GitHubFailure(Kind.GONE, message, null, null);
    }

    public static GitHubFailure throttled(Duration retryAfter) {
        return new GitHubFailure(
                Kind.THROTTLED, "GitHub asks to wait for " + retryAfter.toSeconds() + " s", retryAfter, null);
    }

    /** The kill switch stopped it; it is looked at again after a while. */
    static GitHubFailure halted(String reason) {
        return new GitHubFailure(Kind.THROTTLED, reason, AFTER_A_HALT, null);
    }

    public static GitHubFailure unclear(String message, Throwable cause) {
        return new GitHubFailure(Kind.UNCLEAR, message, null, cause);
    }

    /** For a request that only reads, or that was not even begun. */
    public GitHubFailure carriedOutNothing() {
        return kind == Kind.UNCLEAR ? new GitHubFailure(Kind.AWAY, getMessage(), null, getCause()) : this;
    }

    public Kind kind() {
        return kind;
    }

    /** How long to wait at least. */
    public Duration retryAfter(Duration otherwise) {
        return retryAfter == null ? otherwise : retryAfter;
    }
}
