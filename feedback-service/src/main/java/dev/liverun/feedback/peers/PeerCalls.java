package dev.liverun.feedback.peers;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The calls themselves: short, and not at all for a while after several failed. That there is none is an answer. */
@ApplicationScoped
class PeerCalls {

    private static final int NOT_FOUND = 404;

    private final SessionApi sessions;
    private final ResultApi results;

    PeerCalls(@RestClient SessionApi sessions, @RestClient ResultApi results) {
        this.sessions = sessions;
        this.results = results;
    }

    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 4, delay = 5, delayUnit = ChronoUnit.SECONDS)
    Uni<Optional<SessionApi.Session>> session(UUID id) {
        return ifFound(sessions.get(id));
    }

    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 4, delay = 5, delayUnit = ChronoUnit.SECONDS)
    Uni<Optional<ResultApi.Result>> result(UUID id) {
        return ifFound(results.get(id));
    }

    private static <T> Uni<Optional<T>> ifFound(Uni<T> call) {
        return call.map(Optional::of)
                .onFailure(e -> e instanceof WebApplicationException answer
                        && answer.getResponse().getStatus() == NOT_FOUND)
                .recoverWithItem(Optional.empty());
    }
}
