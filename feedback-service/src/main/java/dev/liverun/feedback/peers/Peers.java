package dev.liverun.feedback.peers;

import dev.liverun.api.problem.Unavailable;
import dev.liverun.feedback.views.KnownResult;
import dev.liverun.feedback.views.KnownSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks the owner of something once. Empty when the owner says that there is none, or when none is configured; fails with
 * {@link Unavailable} when the owner cannot be asked.
 */
@ApplicationScoped
public class Peers {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 404;

    private final PeersConfig config;
    private final PeerCalls calls;

    Peers(PeersConfig config, PeerCalls calls) {
        this.config = config;
        this.calls = calls;
    }

    public Uni<Optional<KnownSession>> session(UUID id) {
        return ask(
                config.session().url(),
                "session-service, which knows the sessions,",
                calls.session(id)
                        .map(found -> new KnownSession(
                                found.id(),
                                found.version(),
                                found.name(),
                                found.status(),
                                found.testerId(),
                                found.participants(),
                                found.configuration())));
    }

    public Uni<Optional<KnownResult>> result(UUID id) {
        return ask(
                config.testRunner().url(),
                "test-runner-service, which knows the results,",
                calls.result(id)
                        .map(found -> new KnownResult(
                                found.id(),
                                found.sessionId(),
                                found.endpointId(),
                                found.endpointName() == null ? "" : found.endpointName(),
                                found.testName(),
                                found.status() == null ? "ERROR" : found.status(),
                                found.completedAt(),
                                found.errorDetails(),
                                found.failureClass(),
                                null)));
    }

    private static <T> Uni<Optional<T>> ask(Optional<URI> address, String owner, Uni<T> call) {
        if (address.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return call.map(Optional::of)
                .onFailure(e -> e instanceof WebApplicationException answer
                        && answer.getResponse().getStatus() == NOT_FOUND)
                .recoverWithItem(Optional.empty())
                .onFailure()
                .transform(e -> Unavailable.dependency(owner, SOON).because(e));
    }
}
