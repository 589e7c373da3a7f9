package dev.liverun.api.problem;

import java.time.Duration;

/** 503: something this service needs is away; the same request may succeed later. */
public class Unavailable extends Problem {

    /** {@code retryAfter} becomes {@code Retry-After}, in whole seconds, at least one. */
    public Unavailable(String slug, String title, String detail, Duration retryAfter) {
        super(503, slug, title, detail);
        withHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }

    /** {@code what} completes "… cannot be reached". */
    public static Unavailable dependency(String what, Duration retryAfter) {
        return new Unavailable(
                "dependency-unavailable",
                "A dependency is unavailable",
                what + " cannot be reached at the moment. Try again later.",
                retryAfter);
    }
}
