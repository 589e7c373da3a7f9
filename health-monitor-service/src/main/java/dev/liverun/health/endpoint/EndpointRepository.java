package dev.liverun.health.endpoint;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Endpoints that are changed; {@link EndpointQueries} has those that are read. */
@ApplicationScoped
class EndpointRepository implements PanacheRepositoryBase<IntegrationEndpoint, UUID> {

    /** Null when there is none, or none any more. */
    Uni<@Nullable IntegrationEndpoint> inUse(UUID id) {
        return find("id = ?1 and removedAt is null", id).firstResult();
    }
}
