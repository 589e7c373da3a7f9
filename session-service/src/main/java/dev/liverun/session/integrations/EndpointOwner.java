package dev.liverun.session.integrations;

import dev.liverun.api.problem.Problem;
import dev.liverun.api.problem.Unavailable;
import dev.liverun.session.integrations.IntegrationsClient.Integration;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Asks the owner of integrations, health-monitor-service, about one. */
@ApplicationScoped
class EndpointOwner {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final IntegrationsClient client;
    private final Optional<URI> address;

    EndpointOwner(
            @RestClient IntegrationsClient client,
            @ConfigProperty(name = "liverun.peers.health-monitor.url") Optional<URI> address) {
        this.client = client;
        this.address = address;
    }

    /** Empty when the owner says that there is none, or when no owner is configured. Fails when it cannot be asked. */
    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 4, delay = 5, delayUnit = ChronoUnit.SECONDS)
    Uni<Optional<Integration>> ask(UUID id) {
        if (address.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return client.get(id)
                .map(Optional::of)
                .onFailure(e -> e instanceof WebApplicationException answer
                        && answer.getResponse().getStatus() == 404)
                .recoverWithItem(Optional.empty());
    }

    static Problem away(Throwable cause) {
        return Unavailable.dependency("health-monitor-service, which knows the integrations,", SOON)
                .because(cause);
    }
}
