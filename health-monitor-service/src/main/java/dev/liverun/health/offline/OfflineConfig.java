package dev.liverun.health.offline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How our own outage is told from theirs. */
@ConfigMapping(prefix = "liverun.health.offline")
interface OfflineConfig {

    /**
     * What can always be reached while we are online, such as {@code https://status.example.org}. It is asked, at most once a
     * second, when an endpoint cannot be reached and no other was reached meanwhile. Without it only {@link #hosts} tell.
     */
    Optional<String> reference();

    /**
     * So many hosts that were not known to be down, all out of reach since the last that was reached, mean that we are offline.
     * Fewer decide sooner, and take a joint outage of theirs for ours; more let some of our outage count against them.
     */
    @WithDefault("5")
    int hosts();

    /**
     * How long a check that reached nobody waits for what others see, when nobody was reached since it started. Longer tells
     * more surely, and records such checks later.
     */
    @WithDefault("1s")
    Duration settle();

    /** How long the reference may take. */
    @WithDefault("3s")
    Duration timeout();
}
