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
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table {@code test_sessions}. */
@ApplicationScoped
public class SessionRepository implements PanacheRepositoryBase<Session, UUID> {

    private static final String LOCK_FREE =
            "select id from test_sessions where id = any($1) for no key update skip locked";

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

    /** Holds the rows of those that are there and held by nobody until the transaction ends, without waiting. */
    public Uni<Map<UUID, Session>> lockFree(List<UUID> ids) {
        return new Statements()
                .and(Statements.Part.of("free", LOCK_FREE, (Object) ids.toArray(UUID[]::new)))
                .rows()
                .map(free -> free.stream().map(row -> row[0]).toArray())
                .chain(free -> free.length == 0
                        ? Uni.createFrom().item(List.<Session>of())
                        : Panache.getSession().chain(session -> session.find(Session.class, free)))
                .map(found -> found.stream().collect(Collectors.toMap(Session::id, Function.identity())));
    }

    /** Holds the session's row until the transaction ends: whoever else wants to change it waits. */
    public Uni<Session> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("session", id));
    }
}
