package dev.liverun.session.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long sessions are kept. */
@ConfigMapping(prefix = "liverun.sessions.retention")
interface RetentionConfig {

    /**
     * How long after its end a session is kept with all that hangs on it; one that never started, after its creation
     * (specification: Data Retention). Shorter removes reports that somebody may still want; nothing brings them back.
     */
    @WithDefault("P90D")
    Duration keep();

    /** How often what is over its time is looked for. More often spreads the work. */
    @WithDefault("1h")
    Duration every();

    /** How long after its start a replica first looks. Longer keeps a restart lighter. */
    @WithDefault("1m")
    Duration delayed();

    /** Rows of a session that are removed in one transaction. More is faster and locks longer. */
    @WithDefault("5000")
    int rowsPerBatch();
}
