package dev.liverun.health.session;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** session-service, asked once about what its events have not told yet; not at all where nobody says where it is. */
@ApplicationScoped
class SessionPeer {

    private static final long TIMEOUT_MS = 2000;
    private static final long OPEN_MS = 5000;

    private final SessionApi sessions;
    private final boolean configured;

    SessionPeer(
            @RestClient SessionApi sessions, @ConfigProperty(name = "liverun.peers.session.url") Optional<String> url) {
        this.sessions = sessions;
        this.configured = url.isPresent();
    }

    /** False when there is no such session; fails when it cannot be asked. */
    @Timeout(TIMEOUT_MS)
    @CircuitBreaker(requestVolumeThreshold = 5, delay = OPEN_MS)
    Uni<Boolean> knows(UUID session) {
        return configured
                ? sessions.get(session)
                        .replaceWith(true)
                        .onFailure(SessionPeer::isMissing)
                        .recoverWithItem(false)
                : Uni.createFrom().item(false);
    }

    private static boolean isMissing(Throwable failure) {
        return failure instanceof WebApplicationException answered
                && answered.getResponse().getStatus() == 404;
    }
}
