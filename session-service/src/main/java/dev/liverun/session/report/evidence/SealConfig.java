package dev.liverun.session.report.evidence;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When evidence is sealed. */
@ConfigMapping(prefix = "liverun.sessions.seal")
interface SealConfig {

    /** How long after its end a session is left to settle. Shorter seals sooner, and again for what was still on its way. */
    @WithDefault("3s")
    Duration settle();

    /** How long is waited for runs that do not end. Longer waits for slow ones; what comes later opens a new seal. */
    @WithDefault("5m")
    Duration drain();
}
