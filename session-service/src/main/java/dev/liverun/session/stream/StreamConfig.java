package dev.liverun.session.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How timelines are followed. */
@ConfigMapping(prefix = "liverun.sessions.stream")
public interface StreamConfig {

    /** How often the timelines that somebody follows are looked at. Shorter tells sooner and asks the database more often. */
    @WithDefault("100ms")
    Duration poll();

    /** With a cursor older than so many entries a reader gets a snapshot. More saves snapshots and sends longer messages. */
    @WithDefault("1000")
    int resume();
}
