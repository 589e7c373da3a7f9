package dev.liverun.health.offline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How our own outage is told from theirs. */
@ConfigMapping(prefix = "liverun.health.offline")
interface OfflineConfig {

    /**
     * What can always be reached while we are online, such as {@code https://status.example.org}; several, separated by commas,
     * where there are several networks (one inside, one on the internet) or none that is always there. They are asked for a
     * connection when a check was met with silence and nobody else was heard meanwhile. Without one, the three hosts that were
     * heard last are asked, under their own rate limit.
     */
    Optional<List<String>> reference();

    /**
     * How long a check that was met with silence waits for others to be heard before anybody is asked. Longer asks less, and
     * records such checks later.
     */
    @WithDefault("1s")
    Duration settle();

    /** How long whoever is asked may take. */
    @WithDefault("3s")
    Duration timeout();

    /**
     * How late the event loop may run until we take ourselves for one that stood still, as a machine that slept: checks that
     * were met with silence meanwhile are not recorded. Longer holds against endpoints what a busy machine did not hear in time.
     */
    @WithDefault("1s")
    Duration stoodStill();
}
