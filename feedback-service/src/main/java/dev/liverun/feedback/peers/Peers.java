package dev.liverun.feedback.peers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.api.problem.Unavailable;
import dev.liverun.feedback.views.KnownResult;
import dev.liverun.feedback.views.KnownSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
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

    /** A result's status is null until its test is completed. */
    private static final String NOT_COMPLETED = "RUNNING";

    private final PeersConfig config;
    private final PeerCalls calls;

    Peers(PeersConfig config, PeerCalls calls) {
        this.config = config;
        this.calls = calls;
    }

    public Uni<Optional<KnownSession>> session(UUID id) {
        return ask(config.session().url(), "session-service, which knows the sessions,", () -> calls.session(id))
                .map(found -> found.map(session -> new KnownSession(
                        session.id(),
                        session.version(),
                        session.name(),
                        session.status(),
                        session.testerId(),
                        session.participants(),
                        session.configuration())));
    }

    public Uni<Optional<KnownResult>> result(UUID id) {
        return ask(config.testRunner().url(), "test-runner-service, which knows the results,", () -> calls.result(id))
                .map(found -> found.map(result -> new KnownResult(
                        result.id(),
                        result.sessionId(),
                        result.endpointId(),
                        Objects.requireNonNullElse(result.endpointName(), ""),
                        result.testName(),
                        Objects.requireNonNullElse(result.status(), NOT_COMPLETED),
                        result.completedAt(),
                        result.errorDetails(),
                        result.failureClass(),
                        null)));
    }

    /** What the result's steps sent, as its owner recorded it: an envelope with {@code steps}, redacted. */
    public Uni<Optional<JsonNode>> sent(UUID resultId) {
        return ask(
                        config.testRunner().url(),
                        "test-runner-service, which knows the results,",
                        () -> calls.result(resultId))
                .map(found -> found.map(ResultApi.Result::requestData));
    }

    private static <T> Uni<Optional<T>> ask(Optional<URI> address, String owner, Supplier<Uni<Optional<T>>> call) {
        return address.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : call.get().onFailure().transform(e -> Unavailable.dependency(owner, SOON)
                        .because(e));
    }
}
