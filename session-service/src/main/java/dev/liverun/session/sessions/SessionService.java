package dev.liverun.session.sessions;

import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.problem.Forbidden;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.Transactions;
import dev.liverun.session.announcing.Announcer;
import dev.liverun.session.configuration.SessionConfiguration;
import dev.liverun.session.lifecycle.Participants;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.lifecycle.SessionAccess;
import dev.liverun.session.lifecycle.SessionChange;
import dev.liverun.session.lifecycle.SessionRepository;
import dev.liverun.session.pausing.Pauses;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** What people do with sessions. Every change holds the session's row, and is announced in its transaction. */
@ApplicationScoped
public class SessionService {

    private final SessionRepository sessions;
    private final Creations creations;
    private final Transactions transactions;
    private final Announcer announcer;
    private final Pauses pauses;
    private final Clock clock;

    SessionService(
            SessionRepository sessions,
            Creations creations,
            Transactions transactions,
            Announcer announcer,
            Pauses pauses,
            Clock clock) {
        this.sessions = sessions;
        this.creations = creations;
        this.transactions = transactions;
        this.announcer = announcer;
        this.pauses = pauses;
        this.clock = clock;
    }

    Uni<Session> create(CreateSessionRequest request, Map<String, Object> configuration, Caller caller) {
        return creations.create(session(request, configuration, caller), caller);
    }

    /** In the current transaction; flushed. */
    Uni<Session> createHere(CreateSessionRequest request, Map<String, Object> configuration, Caller caller) {
        return creations.createHere(session(request, configuration, caller), caller);
    }

    private Session session(CreateSessionRequest request, Map<String, Object> configuration, Caller caller) {
        var testerId = request.testerId() == null ? caller.subject() : request.testerId();
        if (!caller.is(testerId) && !caller.has(Roles.OPERATOR)) {
            throw new Forbidden("Only an operator can create a session for somebody else.");
        }
        return new Session(
                request.name(),
                request.description(),
                testerId,
                Participants.of(testerId, request.participantsOrNone()),
                configuration,
                clock);
    }

    Uni<Session> change(UUID id, IfMatch version, SessionChange change, Caller caller) {
        return transactions.inTransaction(() -> sessions.lock(id).chain(session -> {
            SessionAccess.requireTester(caller, session);
            version.check(session.version());
            var configured = change.configuration() == null
                    ? session.configuration()
                    : SessionConfiguration.of(change.configuration());
            return session.change(change, pauses.timeout(configured), clock, caller.subject())
                    .map(event -> announcer.announce(session, event, caller, null))
                    .orElseGet(() -> Uni.createFrom().voidItem())
                    .replaceWith(session);
        }));
    }

    Uni<Void> delete(UUID id, IfMatch version, Caller caller) {
        return transactions.inTransaction(() -> sessions.lock(id).chain(session -> {
            SessionAccess.requireTester(caller, session);
            version.check(session.version());
            var event = session.delete(clock, caller.subject());
            return sessions.delete(session).chain(() -> announcer.announce(session, event, caller, null));
        }));
    }
}
