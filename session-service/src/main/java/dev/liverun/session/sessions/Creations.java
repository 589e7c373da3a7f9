package dev.liverun.session.sessions;

import dev.liverun.api.operations.BatchMetrics;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Transactions;
import dev.liverun.flow.Batcher;
import dev.liverun.flow.OwnContexts;
import dev.liverun.session.announcing.Announcement;
import dev.liverun.session.announcing.Announcer;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.lifecycle.SessionRepository;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;

/** Writes down new sessions: those that come at the same time in one transaction. */
@ApplicationScoped
class Creations {

    private static final int AT_ONCE = 4;
    private static final int MOST = 64;

    /** Made in the request that creates it, which its announcement names as its cause. */
    private record New(Session session, Announcement announcement) {

        static New by(Caller caller, Session session) {
            return new New(session, Announcement.of(session, session.created(caller.subject()), caller, null));
        }
    }

    private final SessionRepository sessions;
    private final Announcer announcer;
    private final Transactions transactions;
    private final OwnContexts contexts;
    private final Batcher<New, Session> together;

    Creations(
            SessionRepository sessions,
            Announcer announcer,
            Transactions transactions,
            Vertx vertx,
            MeterRegistry registry) {
        this.sessions = sessions;
        this.announcer = announcer;
        this.transactions = transactions;
        this.contexts = new OwnContexts(vertx);
        this.together = new Batcher<>(AT_ONCE, MOST, this::create, Transactions::isRefusal);
        BatchMetrics.count(together, "creations", registry);
    }

    /** In a transaction with the others that are created at the same time. */
    Uni<Session> create(Session session, Caller caller) {
        return OwnContexts.backHere(together.ask(New.by(caller, session)));
    }

    /** In the current transaction; flushed. */
    Uni<Session> createHere(Session session, Caller caller) {
        return write(List.of(New.by(caller, session))).replaceWith(session);
    }

    private Uni<List<Session>> create(List<New> created) {
        return contexts.start(() -> transactions.inTransaction(() -> write(created)))
                .replaceWith(created.stream().map(New::session).toList());
    }

    private Uni<Void> write(List<New> created) {
        // In the order of names, which are unique: two batches wait for each other instead of deadlocking.
        return sessions.persist(created.stream().map(New::session).sorted(Comparator.comparing(Session::name)))
                .chain(() -> announcer.announce(
                        created.stream().map(New::announcement).toList()));
    }
}
