package dev.liverun.api.problem;

import org.jspecify.annotations.Nullable;

/** 412: the thing has changed since the caller read it; read it again and decide anew. */
public class StaleVersion extends Problem {

    /** {@code currentVersion} is null when it is not known. */
    public StaleVersion(@Nullable Long currentVersion) {
        super(
                412,
                "stale-version",
                "Changed by someone else",
                "This has changed since you read it. Read it again and repeat the change with the new ETag.");
        with("current_version", currentVersion);
    }
}
