package dev.liverun.api.conditional;

import jakarta.ws.rs.core.EntityTag;

/** Entity tags made of versions. */
public final class ETags {

    private ETags() {}

    /** The strong tag of a version: {@code "7"}. */
    public static EntityTag of(long version) {
        return new EntityTag(Long.toString(version));
    }

    /** As it stands in a header. */
    public static String header(long version) {
        return '"' + Long.toString(version) + '"';
    }
}
