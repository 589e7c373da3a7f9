package dev.liverun.api.conditional;

/**
 * A response of an entity with a version. Every answer with one carries it as a strong {@code ETag}, which {@code If-Match}
 * takes, and a GET with {@code If-None-Match} that names it is answered 304 where the version tells of every change.
 */
public interface Versioned {

    /** The entity's {@code @Version}. */
    long version();

    /**
     * Whether the response changes only when its version does: not when it also shows what the version does not cover
     * (counts, another service's view). Such a one is always sent, lest browsers show what they kept.
     */
    default boolean versionTellsAll() {
        return true;
    }
}
