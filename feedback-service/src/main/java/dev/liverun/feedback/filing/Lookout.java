package dev.liverun.feedback.filing;

import dev.liverun.feedback.views.HealthViews;
import dev.liverun.feedback.views.ResultViews;
import dev.liverun.feedback.views.SessionViews;
import dev.liverun.flow.Batcher;
import dev.liverun.flow.OwnContexts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Looks up the surroundings of reports: for all that are filed at the same time in one way to the database. */
@ApplicationScoped
class Lookout {

    private static final int LAST_RESULTS = 5;
    private static final int AT_ONCE = 2;
    private static final int MOST = 64;

    private final Pool pool;
    private final SessionViews sessions;
    private final ResultViews results;
    private final HealthViews health;
    private final OwnContexts contexts;
    private final Batcher<UUID, Surroundings> together;

    Lookout(Pool pool, SessionViews sessions, ResultViews results, HealthViews health, Vertx vertx) {
        this.pool = pool;
        this.sessions = sessions;
        this.results = results;
        this.health = health;
        this.contexts = new OwnContexts(vertx);
        this.together = new Batcher<>(AT_ONCE, MOST, this::lookUp, failure -> false);
    }

    Uni<Surroundings> around(UUID sessionId) {
        return OwnContexts.backHere(together.ask(sessionId));
    }

    private Uni<List<Surroundings>> lookUp(List<UUID> sessionIds) {
        var wanted = new HashSet<>(sessionIds);
        return contexts.start(() -> pool.withConnection(connection -> Uni.combine()
                .all()
                .unis(
                        sessions.find(wanted, connection),
                        results.latest(wanted, LAST_RESULTS, connection),
                        health.all(connection))
                .with((known, latest, now) -> sessionIds.stream()
                        .map(id -> new Surroundings(
                                Optional.ofNullable(known.get(id)), latest.getOrDefault(id, List.of()), now))
                        .toList())));
    }
}
