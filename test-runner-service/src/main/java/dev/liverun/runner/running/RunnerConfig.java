package dev.liverun.runner.running;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How runs are executed. */
@ConfigMapping(prefix = "liverun.runner")
public interface RunnerConfig {

    /**
     * How long a run stays with its replica without a word from it. Longer rides out longer pauses of the process or the
     * database; shorter ends the runs of a replica that is gone sooner.
     */
    @WithDefault("15s")
    Duration lease();

    /** How many endpoints of one run are tested at once. */
    @WithDefault("4")
    int parallelEndpoints();

    /**
     * How many tests of one endpoint this replica runs at once, over all runs. What they may send is limited by the
     * endpoint's rate limit in any case; more only lets more of them wait for it.
     */
    @WithDefault("20")
    int parallelPerEndpoint();

    /** How many runs this replica executes at once; more are refused with 429. Each costs memory for its results. */
    @WithDefault("200")
    int maxActive();

    /** How long a request for a single result waits for it, unless it says otherwise ({@code Prefer: wait}). */
    @WithDefault("10s")
    Duration defaultWait();

    /** The longest that a request can wait. Keep it below the time-outs of what stands before this service. */
    @WithDefault("55s")
    Duration maxWait();
}
