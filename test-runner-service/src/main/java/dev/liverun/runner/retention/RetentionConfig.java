package dev.liverun.runner.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long results are kept (specification: Data Retention). */
@ConfigMapping(prefix = "liverun.runner.retention")
public interface RetentionConfig {

    /** After the session's end. Shorter forgets evidence sooner; sealed reports outlive it. */
    @WithDefault("P30D")
    Duration results();

    /** How often it is looked. Rarer leaves more for once. */
    @WithDefault("10m")
    Duration every();

    /** How long after the start it is looked first. */
    @WithDefault("1m")
    Duration delayed();

    /** How many runs are deleted in one transaction. More holds locks longer. */
    @WithDefault("100")
    int batch();
}
