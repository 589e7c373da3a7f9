package dev.liverun.feedback.reports;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How soon reports are to be resolved, by priority. A new value holds for reports that are filed or reprioritised then. */
@ConfigMapping(prefix = "liverun.sla")
public interface SlaConfig {

    @WithDefault("1d")
    Duration critical();

    @WithDefault("3d")
    Duration high();

    @WithDefault("14d")
    Duration medium();

    @WithDefault("60d")
    Duration low();
}
