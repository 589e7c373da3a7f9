package dev.liverun.health.endpoint;

import dev.liverun.api.problem.Invalid;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Endpoints that need others: those must be in use, and nothing may come to depend on itself. */
@ApplicationScoped
class Dependencies {

    private static final String IN_USE =
            "select count(*) from integration_endpoints where id = any (?1) and removed_at is null";

    private static final String LEADS_BACK = """
            with recursive needed (id) as (
                select unnest(cast(?1 as uuid[]))
                 union
                select unnest(e.depends_on) from integration_endpoints e join needed n on n.id = e.id)
            select count(*) from needed where id = ?2
            """;

    Dependencies() {}

    /** Joins the current transaction; fails with {@link Invalid}. */
    Uni<Void> check(UUID endpoint, List<UUID> dependsOn) {
        if (dependsOn.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ids = dependsOn.toArray(UUID[]::new);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(IN_USE, Long.class)
                        .setParameter(1, ids)
                        .getSingleResult()
                        .invoke(found -> require(found == ids.length, "must name integrations that are in use"))
                        .chain(() -> session.createNativeQuery(LEADS_BACK, Long.class)
                                .setParameter(1, ids)
                                .setParameter(2, endpoint)
                                .getSingleResult())
                        .invoke(back -> require(back == 0, "must not lead back to the integration itself")))
                .replaceWithVoid();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new Invalid("depends_on", message);
        }
    }
}
