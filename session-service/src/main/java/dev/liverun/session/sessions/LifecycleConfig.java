package dev.liverun.session.sessions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How sessions live. */
@ConfigMapping(prefix = "liverun.sessions")
public interface LifecycleConfig {

    /**
     * How long a pause may last, for sessions that do not say so themselves. Shorter frees names and scopes sooner; a
     * session that is failed cannot be resumed.
     */
    @WithDefault("P1D")
    Duration pauseTimeout();
}
