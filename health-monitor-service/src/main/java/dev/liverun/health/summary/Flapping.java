package dev.liverun.health.summary;

/** An endpoint whose confirmed status changed four times within half an hour, until half an hour has passed. */
public final class Flapping {

    /** An SQL condition on {@code endpoint_health h}. */
    public static final String CONDITION =
            "(cardinality(h.changes) >= 4 and h.changes[cardinality(h.changes) - 3] > now() - interval '30 minutes')";

    private Flapping() {}
}
