package dev.liverun.health.rollup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When counts are summed up, and how long they are kept in which detail. */
@ConfigMapping(prefix = "liverun.health.rollup")
interface RollupConfig {

    /** How often what is over is summed up. Longer has larger batches, and hours that are known later. */
    @WithDefault("20s")
    Duration every();

    /**
     * Minutes older than this are removed; their hours stay. Longer keeps trends of short parts for longer, at about 100
     * bytes per endpoint and minute; never less than 6 hours, which hours are made of.
     */
    @WithDefault("26h")
    Duration minutes();

    /** Hours older than this are removed; their days stay for good. */
    @WithDefault("400d")
    Duration hours();
}
