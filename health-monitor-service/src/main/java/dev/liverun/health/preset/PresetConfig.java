package dev.liverun.health.preset;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** Where this installation's integrations are, when not at their public addresses: {@code liverun.presets.banano.base-url}. */
@ConfigMapping(prefix = "liverun.presets")
interface PresetConfig {

    /** By the preset's name; names that are no preset are ignored. */
    @WithParentName
    Map<String, Changed> presets();

    /** What differs. */
    interface Changed {

        /** Taken instead of the public address, for endpoints registered from now on. */
        Optional<String> baseUrl();

        /** The name of the secret. */
        Optional<String> credential();
    }
}
