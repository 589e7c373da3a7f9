package dev.liverun.sandbox.fault;

import org.jspecify.annotations.Nullable;

/** How a faulty request ends. */
public sealed interface Outcome {

    /** Answered with this status and not handled. */
    record Status(int status) implements Outcome {}

    /** The connection is reset (RST) and the request not handled. */
    record Reset() implements Outcome {}

    /** Handled, but the answer's body is cut in the middle: no JSON parser accepts it. */
    record Malformed() implements Outcome {}

    /** Answered with 401 as for a credential past its time; only where one is presented. */
    record ExpiredToken() implements Outcome {}

    /** Handled and kept, but the connection is closed without an answer; reads (GET, HEAD) are left alone. */
    record AcceptThenDrop() implements Outcome {}

    /**
     * Answered as too many requests.
     *
     * @param retryAfter seconds; null sends no {@code Retry-After}
     * @param status null for the one the service uses (429; GitHub also says 403)
     * @param primary GitHub: the hourly limit instead of the secondary one
     */
    record RateLimited(
            @Nullable Integer retryAfter, @Nullable Integer status, boolean primary) implements Outcome {}

    /** Handled up to this many requests in any 60 s, then {@link RateLimited} until there is room again. */
    record MaxPerMinute(int requests) implements Outcome {}
}
