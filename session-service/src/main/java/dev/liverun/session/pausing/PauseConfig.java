package dev.liverun.session.pausing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How sessions pause. */
@ConfigMapping(prefix = "liverun.sessions")
public interface PauseConfig {

    /**
     * How long a pause may last, for sessions that do not say so themselves. Shorter frees names and scopes sooner; a
     * session that is failed cannot be resumed.
     */
    @WithDefault("P1D")
    Duration pauseTimeout();

    /** How often overdue pauses are looked for: a session fails at most so much later than its pause allows. */
    @WithDefault("5s")
    Duration pauseTimeoutCheck();

    /** How often all sessions that could need the system's pause are looked at, in case that a mark was lost. */
    @WithDefault("30s")
    Duration reviewSweep();
}
