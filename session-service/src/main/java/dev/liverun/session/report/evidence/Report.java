package dev.liverun.session.report.evidence;

import dev.liverun.session.results.SessionResult;
import io.smallrye.mutiny.Multi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every format is made from.
 *
 * @param sha256 of the evidence's JSON with sorted keys and without spaces
 * @param seal null while the session has not ended, or its seal is still to come
 * @param signOffs the latest word of each person about any seal
 * @param evidence all but the results
 * @param worst the results that a person looks at first: failures, then the others; not more than {@link #SHOWN}
 * @param tests all results in the order of their completion, to be read at most once
 * @param release frees what holds the results; to be called when they are not read
 */
public record Report(
        Instant generatedAt,
        String sha256,
        @Nullable Seal seal,
        List<SignOff> signOffs,
        Evidence evidence,
        List<SessionResult> worst,
        Multi<List<SessionResult>> tests,
        Runnable release) {

    /** How many results a document for people lists; all of them are in the formats for programs. */
    public static final int SHOWN = 500;

    /** How long the session was ACTIVE until this report was made, in milliseconds. */
    public long activeMs() {
        var session = evidence.session();
        var since = session.activeSince();
        var running = since == null
                ? 0
                : Math.max(0, Duration.between(since, generatedAt).toMillis());
        return session.activeMs() + running;
    }
}
