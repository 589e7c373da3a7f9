package dev.liverun.api.problem;

import java.time.Duration;

/** 429: more than the caller's share. */
public class TooManyRequests extends Problem {

    /** {@code retryAfter} becomes {@code Retry-After}, in whole seconds, at least one. */
    public TooManyRequests(String detail, Duration retryAfter) {
        super(429, "too-many-requests", "Too many requests", detail);
        withHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }
}
