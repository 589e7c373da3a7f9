package dev.liverun.runner.peers;

import dev.liverun.events.contract.EndpointSnapshot;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Asks the owner of something once. A peer that is absent, slow or broken is an empty answer: what is not known here then
 * counts as not there, and the caller may try again.
 */
@ApplicationScoped
public class Peers {

    private static final Logger LOG = Logger.getLogger(Peers.class);

    private final PeersConfig config;
    private final PeerCalls calls;

    Peers(PeersConfig config, PeerCalls calls) {
        this.config = config;
        this.calls = calls;
    }

    public Uni<Optional<PeerSession>> session(UUID id) {
        return config.session().url().isEmpty() ? absent() : answer("session " + id, calls.session(id));
    }

    public Uni<Optional<EndpointSnapshot>> endpoint(UUID id) {
        return config.healthMonitor().url().isEmpty()
                ? absent()
                : answer("endpoint " + id, calls.endpoint(id).map(found -> found.map(PeerEndpoint::snapshot)));
    }

    private static <T> Uni<Optional<T>> absent() {
        return Uni.createFrom().item(Optional.empty());
    }

    private static <T> Uni<Optional<T>> answer(String what, Uni<Optional<T>> call) {
        return call.onFailure()
                .invoke(failure -> LOG.warnf("The owner of %s did not answer: %s", what, failure))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }
}
