package dev.liverun.runner.standing;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** How what a run needs to go on elsewhere is protected. */
@ConfigMapping(prefix = "liverun.runner.state")
public interface StateConfig {

    /**
     * The key that test data, and the values that a run has captured, are encrypted with while the run is under way; at
     * least 16 characters, the same in all replicas. Without it each replica has a key of its own: then a run that
     * another replica takes over is ended, not continued. Changing it does the same to the runs that are under way.
     */
    Optional<String> key();
}
