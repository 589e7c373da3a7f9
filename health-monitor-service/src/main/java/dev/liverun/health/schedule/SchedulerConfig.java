package dev.liverun.health.schedule;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How this replica checks. */
@ConfigMapping(prefix = "liverun.health")
public interface SchedulerConfig {

    /** Off: this replica serves requests and checks nothing by itself. */
    @WithDefault("true")
    boolean enabled();

    /** Checks that this replica has under way at most. More need more sockets; fewer delay checks when many hang. */
    @WithDefault("512")
    int slots();

    /**
     * Endpoints claimed at a time. Smaller spreads what is overdue after a restart more evenly; larger catches up sooner.
     */
    @WithDefault("200")
    int claimBatch();

    /** How often to look for due endpoints. Longer costs fewer queries; it never delays a check, see {@link #lookAhead}. */
    @WithDefault("100ms")
    Duration claimEvery();

    /** How far ahead of its time an endpoint is claimed; must exceed {@link #claimEvery}, or checks start late. */
    @WithDefault("300ms")
    Duration lookAhead();

    /** How often finished checks are written. Longer writes larger batches, and shows and publishes them later. */
    @WithDefault("50ms")
    Duration flushEvery();

    /** Finished checks written in one transaction at most. */
    @WithDefault("1000")
    int flushBatch();

    /**
     * How long a replica that went silent keeps what it had claimed. Shorter has others take over sooner; shorter than a
     * long garbage collection makes them check twice.
     */
    @WithDefault("6s")
    Duration lease();

    /** What a check may wait for a slot of the rate budget; a check that would come later is left out. */
    @WithDefault("5s")
    Duration maxWait();
}
