package dev.liverun.session.report.evidence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What somebody says about sealed evidence. */
public record SignOff(
        String subject,
        String displayName,
        Decision decision,
        @Nullable String reason,
        int sealVersion,
        Instant at) {

    /** The two things that can be said. */
    public enum Decision {
        ACCEPTED,
        REJECTED
    }
}
