package dev.liverun.api.conditional;

/**
 * A response that changes only when its entity's version does. Every answer with one carries a strong {@code ETag}, and a
 * GET with {@code If-None-Match} that names it is answered 304. Do not implement it on a response that also shows what
 * the version does not cover (counts, another service's view).
 */
public interface Versioned {

    /** The entity's {@code @Version}. */
    long version();
}
