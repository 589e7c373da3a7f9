package dev.liverun.health.session;

import dev.liverun.api.problem.Unavailable;
import dev.liverun.api.problem.UnknownReference;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** Which sessions there are: known from events, else asked for. */
@ApplicationScoped
public class SessionDirectory {

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Pool pool;
    private final SessionPeer peer;

    SessionDirectory(Pool pool, SessionPeer peer) {
        this.pool = pool;
        this.peer = peer;
    }

    /** Fails with {@link UnknownReference} to {@code field} when there is no such session, also at its owner. */
    public Uni<Void> mustKnow(String field, UUID session) {
        return pool.preparedQuery("select 1 from session_views where session_id = $1")
                .execute(Tuple.of(session))
                .chain(found -> found.size() > 0
                        ? Uni.createFrom().item(true)
                        : peer.knows(session).onFailure().transform(e -> Unavailable.dependency(
                                        "session-service", RETRY)
                                .because(e)))
                .invoke(known -> {
                    if (!known) {
                        throw new UnknownReference(field, session);
                    }
                })
                .replaceWithVoid();
    }
}
