package dev.liverun.feedback.peers;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Where the sibling services are. */
@ConfigMapping(prefix = "liverun.peers")
interface PeersConfig {

    Peer session();

    Peer testRunner();

    /** One of them. */
    interface Peer {

        /** Its address. Absent: it is not asked, and what is not known here does not exist. */
        Optional<URI> url();
    }
}
