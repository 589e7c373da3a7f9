package dev.liverun.health.archive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When checks leave the table. */
@ConfigMapping(prefix = "liverun.health.archive")
interface ArchiveConfig {

    /** How often what is too much is looked for. Longer makes larger files, and lets tables grow further beyond {@link #keep}. */
    @WithDefault("5s")
    Duration every();

    /** Checks of an endpoint that stay in the table (specification: Data Retention). */
    @WithDefault("1000")
    int keep();

    /** How many more there must be until they are archived: larger makes fewer and larger sections. */
    @WithDefault("200")
    int surplus();

    /** Endpoints whose checks go into one file. More make fewer files; all of them are held in memory once. */
    @WithDefault("50")
    int endpointsPerFile();
}
