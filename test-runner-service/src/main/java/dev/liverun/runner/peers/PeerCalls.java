package dev.liverun.runner.peers;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ClientErrorException;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The calls themselves: short, and not at all for a while after several failed. */
@ApplicationScoped
class PeerCalls {

    private static final long TIMEOUT_MS = 2000;
    private static final long OPEN_MS = 5000;

    private final SessionApi sessions;
    private final HealthMonitorApi endpoints;

    PeerCalls(@RestClient SessionApi sessions, @RestClient HealthMonitorApi endpoints) {
        this.sessions = sessions;
        this.endpoints = endpoints;
    }

    @Timeout(value = TIMEOUT_MS, unit = ChronoUnit.MILLIS)
    @CircuitBreaker(requestVolumeThreshold = 5, delay = OPEN_MS, skipOn = ClientErrorException.class)
    Uni<PeerSession> session(UUID id) {
        return sessions.get(id);
    }

    @Timeout(value = TIMEOUT_MS, unit = ChronoUnit.MILLIS)
    @CircuitBreaker(requestVolumeThreshold = 5, delay = OPEN_MS, skipOn = ClientErrorException.class)
    Uni<PeerEndpoint> endpoint(UUID id) {
        return endpoints.get(id);
    }
}
