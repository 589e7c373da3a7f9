package dev.liverun.runner.peers;

import dev.liverun.api.problem.Unavailable;
import dev.liverun.events.contract.EndpointSnapshot;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Asks the owner of something once. Empty when the owner says that there is none, or when none is configured; fails with
 * {@link Unavailable} when the owner cannot be asked.
 */
@ApplicationScoped
public class Peers {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final PeersConfig config;
    private final PeerCalls calls;

    Peers(PeersConfig config, PeerCalls calls) {
        this.config = config;
        this.calls = calls;
    }

    public Uni<Optional<PeerSession>> session(UUID id) {
        return ask(config.session(), "session-service, which knows the sessions,", () -> calls.session(id));
    }

    public Uni<Optional<EndpointSnapshot>> endpoint(UUID id) {
        return ask(
                        config.healthMonitor(),
                        "health-monitor-service, which knows the integrations,",
                        () -> calls.endpoint(id))
                .map(found -> found.map(PeerEndpoint::snapshot));
    }

    private static <T> Uni<Optional<T>> ask(PeersConfig.Peer peer, String owner, Supplier<Uni<Optional<T>>> call) {
        return peer.url().isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : call.get().onFailure().transform(e -> Unavailable.dependency(owner, SOON)
                        .because(e));
    }
}
