package dev.liverun.health.gauge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What Prometheus sees of single endpoints. */
@ConfigMapping(prefix = "liverun.health.metrics")
interface GaugeConfig {

    /**
     * How many endpoints have series of their own, those registered first. More show more, and cost Prometheus three series
     * each on every replica; 0 shows none. The counts by status are of all endpoints, whatever this is.
     */
    @WithDefault("500")
    int endpoints();
}
