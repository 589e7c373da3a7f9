package dev.liverun.session.lifecycle;

import dev.liverun.api.problem.NotFound;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;

/** The table {@code test_sessions}. */
@ApplicationScoped
public class SessionRepository implements PanacheRepositoryBase<Session, UUID> {

    /** Fails with {@link NotFound}. */
    public Uni<Session> get(UUID id) {
        return findById(id).onItem().ifNull().failWith(() -> new NotFound("session", id));
    }

    /** Holds the session's row until the transaction ends: whoever else wants to change it waits. */
    public Uni<Session> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("session", id));
    }
}
