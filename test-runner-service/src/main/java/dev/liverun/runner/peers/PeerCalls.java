package dev.liverun.runner.peers;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The calls themselves: short, and not at all for a while after several failed. That something is not there is an answer. */
@ApplicationScoped
class PeerCalls {

    private static final long TIMEOUT_MS = 2000;
    private static final long OPEN_MS = 5000;
    private static final int NOT_FOUND = 404;

    private final SessionApi sessions;
    private final HealthMonitorApi endpoints;

    PeerCalls(@RestClient SessionApi sessions, @RestClient HealthMonitorApi endpoints) {
        this.sessions = sessions;
        this.endpoints = endpoints;
    }

    @Timeout(value = TIMEOUT_MS, unit = ChronoUnit.MILLIS)
    @CircuitBreaker(requestVolumeThreshold = 5, delay = OPEN_MS)
    Uni<Optional<PeerSession>> session(UUID id) {
        return found(sessions.get(id));
    }

    @Timeout(value = TIMEOUT_MS, unit = ChronoUnit.MILLIS)
    @CircuitBreaker(requestVolumeThreshold = 5, delay = OPEN_MS)
    Uni<Optional<PeerEndpoint>> endpoint(UUID id) {
        return found(endpoints.get(id));
    }

    private static <T> Uni<Optional<T>> found(Uni<T> answer) {
        return answer.map(Optional::of).onFailure(PeerCalls::isNotFound).recoverWithItem(Optional.empty());
    }

    private static boolean isNotFound(Throwable failure) {
        return failure instanceof WebApplicationException refused
                && refused.getResponse().getStatus() == NOT_FOUND;
    }
}
