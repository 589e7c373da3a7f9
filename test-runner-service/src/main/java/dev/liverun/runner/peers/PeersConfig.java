package dev.liverun.runner.peers;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where the sibling services are. */
@ConfigMapping(prefix = "liverun.peers")
public interface PeersConfig {

    Peer session();

    Peer healthMonitor();

    /** One of them. */
    interface Peer {

        /** Its address, e.g. {@code http://127.0.0.1:8081}. Absent: it is not asked, and what is not known here is not there. */
        Optional<String> url();
    }
}
