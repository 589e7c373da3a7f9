package dev.liverun.session.lifecycle;

import dev.liverun.api.problem.NotFound;
import dev.liverun.api.problem.UnknownReference;
import dev.liverun.events.Statements;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table {@code test_sessions}. */
@ApplicationScoped
public class SessionRepository implements PanacheRepositoryBase<Session, UUID> {

    private static final String LOCK_ALL =
            "select id from test_sessions where id = any($1) order by id for no key update";

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

    /**
     * Holds the rows of those that are there until the transaction ends, in the order of ids as everywhere: so several wait
     * for each other instead of deadlocking.
     */
    public Uni<Map<UUID, Session>> lock(List<UUID> ids) {
        return new Statements()
                .and(Statements.Part.of("held", LOCK_ALL, (Object) ids.toArray(UUID[]::new)))
                .execute()
                .chain(Panache::getSession)
                .chain(session -> session.find(Session.class, ids.toArray()))
                .map(found -> found.stream()
                        .filter(Objects::nonNull)
                        .collect(Collectors.toMap(Session::id, Function.identity())));
    }

    /** Holds the session's row until the transaction ends: whoever else wants to change it waits. */
    public Uni<Session> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("session", id));
    }
}
