package dev.liverun.runner.recording;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of what was sent and received is kept. */
@ConfigMapping(prefix = "liverun.runner.recording")
public interface RecordingConfig {

    /** The largest body that is kept in full, in bytes; of a larger one the beginning. Larger shows more, and costs storage. */
    @WithDefault("65536")
    int maxBody();

    /** What all bodies of one result may have together, in each direction; further ones are left out, with a note. */
    @WithDefault("1048576")
    int maxBodies();
}
