package dev.liverun.health.alarm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When people are told. */
@ConfigMapping(prefix = "liverun.health.alarms")
interface AlarmConfig {

    /**
     * How long an alarm waits before anybody is told. Longer lets the parent's outage be noticed before its children cry, and
     * spares people what is over at once; shorter tells them sooner.
     */
    @WithDefault("10s")
    Duration grace();

    /**
     * How long nothing is heard of an endpoint, while nobody can be asked whether it is us, before that is an alarm of its own.
     * Shorter tells people sooner, of our own short outages too.
     */
    @WithDefault("2m")
    Duration silent();

    /** How many times its baseline the 95th percentile must reach: 3 is 200 % above it. Smaller cries more often. */
    @WithDefault("3.0")
    double slower();

    /** Answers within the last 15 minutes that are needed to compare. Fewer believe a single slow answer. */
    @WithDefault("20")
    int recentSamples();

    /** Answers within the last week that make a baseline. Fewer compare with what was seen by chance. */
    @WithDefault("500")
    int baselineSamples();
}
