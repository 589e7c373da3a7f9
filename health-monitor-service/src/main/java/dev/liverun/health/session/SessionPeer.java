package dev.liverun.health.session;

import dev.liverun.api.client.SiblingHeaders;
import dev.liverun.api.client.SiblingJson;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** session-service, asked once about what its events have not told yet. */
@ApplicationScoped
class SessionPeer {

    /** The part of session-service's API that is asked. */
    @RegisterRestClient(configKey = "session")
    @Path("/api/v1/sessions")
    interface Sessions {
        @GET
        @Path("/{id}")
        Uni<Known> get(@PathParam("id") UUID id);
    }

    /** All that matters of the answer. */
    record Known(UUID id) {}

    private final Optional<Sessions> sessions;

    SessionPeer(@ConfigProperty(name = "liverun.peers.session.url") Optional<URI> url) {
        this.sessions = url.map(address -> QuarkusRestClientBuilder.newBuilder()
                .baseUri(address)
                .connectTimeout(1, TimeUnit.SECONDS)
                .readTimeout(2, TimeUnit.SECONDS)
                .register(SiblingHeaders.class)
                .register(SiblingJson.class)
                .build(Sessions.class));
    }

    /** False when there is no such session; fails when nobody can say. */
    @CircuitBreaker(requestVolumeThreshold = 5, delay = 5000)
    Uni<Boolean> knows(UUID session) {
        if (sessions.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return sessions.get()
                .get(session)
                .replaceWith(true)
                .onFailure(SessionPeer::isMissing)
                .recoverWithItem(false);
    }

    private static boolean isMissing(Throwable failure) {
        return failure instanceof WebApplicationException answered
                && answered.getResponse().getStatus() == 404;
    }
}
