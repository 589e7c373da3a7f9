package dev.liverun.runner.planning;

import java.util.UUID;

/** What a run puts into the test data that it makes outside. */
public final class RunTag {

    private RunTag() {}

    /** Short enough for names that services limit, and from the random part of the id. */
    public static String of(UUID runId) {
        return "lr-" + Long.toHexString(runId.getLeastSignificantBits()).substring(4);
    }
}
