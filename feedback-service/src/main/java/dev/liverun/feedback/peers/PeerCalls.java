package dev.liverun.feedback.peers;

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

    private final SessionApi sessions;
    private final ResultApi results;

    PeerCalls(@RestClient SessionApi sessions, @RestClient ResultApi results) {
        this.sessions = sessions;
        this.results = results;
    }

    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(
            requestVolumeThreshold = 4,
            delay = 5,
            delayUnit = ChronoUnit.SECONDS,
            skipOn = ClientErrorException.class)
    Uni<SessionApi.Session> session(UUID id) {
        return sessions.get(id);
    }

    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(
            requestVolumeThreshold = 4,
            delay = 5,
            delayUnit = ChronoUnit.SECONDS,
            skipOn = ClientErrorException.class)
    Uni<ResultApi.Result> result(UUID id) {
        return results.get(id);
    }
}
