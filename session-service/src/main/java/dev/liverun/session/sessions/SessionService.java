package dev.liverun.session.sessions;

import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.problem.Forbidden;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.Event;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.PauseCause;
import dev.liverun.events.contract.SessionEvent;
import dev.liverun.session.configuration.SessionConfiguration;
import dev.liverun.session.lifecycle.Participants;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.lifecycle.SessionAccess;
import dev.liverun.session.lifecycle.SessionChange;
import dev.liverun.session.lifecycle.SessionRepository;
import dev.liverun.session.state.SessionState;
import dev.liverun.session.state.Transition;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people do with sessions. Every change holds the session's row, and is announced in its transaction. */
@ApplicationScoped
public class SessionService {

    /**
     * A session that stops being ACTIVE may let another of its tester go on. One that is locked is being looked at right
     * now, or will be by the next sweep.
     */
    private static final String REVIEW_OTHERS = """
            update test_sessions set review_due = true where id in (
                select id from test_sessions
                 where tester_id = ?1 and id <> ?2 and status = 'PAUSED' and pause_cause = 'SYSTEM'
                   for no key update skip locked)
            """;

    private final SessionRepository sessions;
    private final Transactions transactions;
    private final Announcer announcer;
    private final LifecycleConfig config;
    private final Clock clock;

    SessionService(
            SessionRepository sessions,
            Transactions transactions,
            Announcer announcer,
            LifecycleConfig config,
            Clock clock) {
        this.sessions = sessions;
        this.transactions = transactions;
        this.announcer = announcer;
        this.config = config;
        this.clock = clock;
    }

    /** In the current transaction; flushed. */
    Uni<Session> create(CreateSessionRequest request, Map<String, Object> configuration, Caller caller) {
        var testerId = request.testerId() == null ? caller.subject() : request.testerId();
        if (!caller.is(testerId) && !caller.has(Roles.OPERATOR)) {
            throw new Forbidden("Only an operator can create a session for somebody else.");
        }
        var session = new Session(
                request.name(),
                request.description(),
                testerId,
                Participants.of(testerId, request.participantsOrNone()),
                configuration,
                clock);
        return sessions.persist(session)
                .chain(() -> announcer.announce(session.created(caller.subject()), caller, null))
                .replaceWith(session);
    }

    Uni<Session> change(UUID id, IfMatch version, SessionChange change, Caller caller) {
        return transactions.inTransaction(() -> sessions.lock(id).chain(session -> {
            SessionAccess.requireTester(caller, session);
            version.check(session.version());
            var configured = change.configuration() == null
                    ? session.configuration()
                    : SessionConfiguration.of(change.configuration());
            return session.change(change, pauseTimeout(configured), clock, caller.subject())
                    .map(event -> announcer.announce(event, caller, null))
                    .orElseGet(() -> Uni.createFrom().voidItem())
                    .replaceWith(session);
        }));
    }

    Uni<Session> transition(UUID id, Transition transition, IfMatch version, @Nullable String reason, Caller caller) {
        return transactions.inTransaction(() -> sessions.lock(id).chain(session -> {
            SessionAccess.requireTester(caller, session);
            version.check(session.version());
            var wasActive = session.status() == SessionState.ACTIVE;
            var event = apply(session, transition, reason, caller.subject());
            return announcer
                    .announce(event, caller, reason)
                    .chain(() ->
                            wasActive ? reviewOthers(session) : Uni.createFrom().voidItem())
                    .replaceWith(session);
        }));
    }

    private Event<? extends SessionEvent> apply(
            Session session, Transition transition, @Nullable String reason, String actor) {
        return switch (transition) {
            case START -> session.start(clock, actor);
            case PAUSE ->
                session.status() == SessionState.PAUSED
                        ? session.takeOverPause(reason, clock, actor)
                        : session.pause(PauseCause.MANUAL, reason, pauseTimeout(session.configuration()), clock, actor);
            case RESUME -> session.resume(reason, session.configuration().autoPause(), clock, actor);
            case COMPLETE -> session.complete(reason, clock, actor);
            case FAIL -> session.fail(reason, clock, actor);
        };
    }

    Uni<Void> delete(UUID id, IfMatch version, Caller caller) {
        return transactions.inTransaction(() -> sessions.lock(id).chain(session -> {
            SessionAccess.requireTester(caller, session);
            version.check(session.version());
            var event = session.delete(clock, caller.subject());
            return sessions.delete(session).chain(() -> announcer.announce(event, caller, null));
        }));
    }

    /** How long a pause under this configuration may last. */
    public Duration pauseTimeout(SessionConfiguration configuration) {
        return configuration.pauseTimeout().orElseGet(config::pauseTimeout);
    }

    /** After a session has stopped being ACTIVE, in the same transaction. */
    public Uni<Void> reviewOthers(Session session) {
        return Panache.getSession()
                .chain(hibernate -> hibernate
                        .createNativeQuery(REVIEW_OTHERS)
                        .setParameter(1, session.testerId())
                        .setParameter(2, session.id())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
