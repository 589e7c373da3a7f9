package dev.liverun.integrations.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** How calls to integrations are made. */
@ConfigMapping(prefix = "liverun.calls")
public interface CallConfig {

    /**
     * How long a call may wait for its rate budget, for pauses and between attempts, all together, unless the request says
     * otherwise. Longer gets more calls through under a tight limit; shorter tells the caller sooner.
     */
    @WithDefault("60s")
    Duration maxWait();

    /** The wait before the first repetition is random up to this, and up to twice as much before each further one. */
    @WithName("backoff.base")
    @WithDefault("200ms")
    Duration backoffBase();

    /** The longest such wait. */
    @WithName("backoff.max")
    @WithDefault("20s")
    Duration backoffMax();

    /** How long an endpoint is left alone that answers 429 without saying for how long. */
    @WithDefault("10s")
    Duration defaultPause();

    /** The longest pause an endpoint can ask for; protects against an answer that would silence it for years. */
    @WithDefault("1h")
    Duration maxPause();

    /** How much of an answer's body is kept. Larger shows more in results and costs memory and storage per answer. */
    @WithDefault("1048576")
    int keepBytes();

    /** After how many bytes an answer is broken off and counts as failed. */
    @WithDefault("67108864")
    long maxBytes();

    /** The largest head of an answer: status line and headers. */
    @WithDefault("65536")
    int maxHeadBytes();

    /**
     * How long an unused connection is kept. Longer saves handshakes when an endpoint is called rarely; a server closes
     * idle connections by its own clock, and a request that meets one is repeated on a new connection if that is safe.
     */
    @WithDefault("55s")
    Duration keepAlive();

    /** How many unused connections are kept per event loop, of all endpoints; each holds a file descriptor. */
    @WithDefault("4096")
    int maxIdleConnections();

    /** What we call ourselves where a request does not. */
    @WithDefault("Liverun/0.1")
    String userAgent();
}
