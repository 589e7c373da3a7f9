package dev.liverun.api.live;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How WebSockets are served. */
@ConfigMapping(prefix = "liverun.live")
public interface LiveConfig {

    /** How many may be open on this replica; the next one is answered 503. More need about 20 KB each, and their share. */
    @WithDefault("5000")
    int maxReaders();

    /**
     * How many changes may wait for one reader. More bridge longer stalls and hold more memory; who has more waiting gets a
     * snapshot instead.
     */
    @WithDefault("256")
    int waitingChanges();

    /** Ping and heartbeat. Shorter finds dead connections sooner; two without an answer end the connection. */
    @WithDefault("20s")
    Duration heartbeat();

    /** The largest frame in either direction; longer messages go in several. */
    @WithDefault("64K")
    MemorySize maxFrame();

    /** The largest message a reader may send; none is expected. */
    @WithDefault("64K")
    MemorySize maxMessage();

    /** How many messages a reader may send between two heartbeats before it is cut off; they are not looked at. */
    @WithDefault("60")
    int maxMessages();

    /** Origins (scheme://host:port) whose pages may connect beside those of the address that was asked. */
    Optional<List<String>> trustedOrigins();
}
