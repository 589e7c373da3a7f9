package dev.liverun.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What every API shares. */
@ConfigMapping(prefix = "liverun.api")
public interface ApiConfig {

    /**
     * The largest body that is not an upload (multipart). Larger needs more memory per request; uploads are bounded by
     * {@code quarkus.http.limits.max-body-size} alone.
     */
    @WithDefault("1M")
    MemorySize maxJsonBody();

    Idempotency idempotency();

    /** Remembered answers. */
    interface Idempotency {

        /** How long a creation can be repeated safely. Longer keeps more rows; shorter than a client's retries is a risk. */
        @WithDefault("P2D")
        Duration retention();
    }
}
