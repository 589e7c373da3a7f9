package dev.liverun.session.lifecycle;

import dev.liverun.api.problem.NotFound;
import dev.liverun.api.problem.UnknownReference;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;

/** The table {@code test_sessions}. */
@ApplicationScoped
public class SessionRepository implements PanacheRepositoryBase<Session, UUID> {

    /**
     * The session as it is, for reading: its connection is given back before anything else is done with it.
     *
     * @return fails with {@link NotFound}
     */
    public Uni<Session> get(UUID id) {
        return Panache.withSession(() -> findById(id)).onItem().ifNull().failWith(() -> new NotFound("session", id));
    }

    /**
     * The session that a request names in {@code field}.
     *
     * @return fails with {@link UnknownReference}
     */
    public Uni<Session> referenced(String field, UUID id) {
        return get(id).onFailure(NotFound.class).transform(missing -> new UnknownReference(field, id));
    }

    /** Holds the session's row until the transaction ends: whoever else wants to change it waits. */
    public Uni<Session> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("session", id));
    }
}
