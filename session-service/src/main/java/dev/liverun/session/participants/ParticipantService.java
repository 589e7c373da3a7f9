package dev.liverun.session.participants;

import dev.liverun.api.problem.Conflict;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.Participant;
import dev.liverun.events.contract.ParticipantRole;
import dev.liverun.session.announcing.Announcer;
import dev.liverun.session.lifecycle.ParticipantEntry;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.lifecycle.SessionAccess;
import dev.liverun.session.lifecycle.SessionChange;
import dev.liverun.session.lifecycle.SessionRepository;
import dev.liverun.session.pausing.Pauses;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part. Anybody may join as OBSERVER or COMMENTER and leave again; everything else is for the session's testers.
 */
@ApplicationScoped
class ParticipantService {

    private final SessionRepository sessions;
    private final Pauses pauses;
    private final Transactions transactions;
    private final Announcer announcer;
    private final Clock clock;

    ParticipantService(
            SessionRepository sessions, Pauses pauses, Transactions transactions, Announcer announcer, Clock clock) {
        this.sessions = sessions;
        this.pauses = pauses;
        this.transactions = transactions;
        this.announcer = announcer;
        this.clock = clock;
    }

    /** Joins, or takes another role. */
    Uni<List<Participant>> join(UUID id, JoinRequest request, Caller caller) {
        var subject = request.subject() == null ? caller.subject() : request.subject();
        return transactions.inTransaction(() -> sessions.lock(id).chain(session -> {
            if (!caller.is(subject) || request.role() == ParticipantRole.TESTER) {
                SessionAccess.requireTester(caller, session);
            }
            return change(session, subject, request.role(), caller);
        }));
    }

    Uni<List<Participant>> remove(UUID id, String subject, Caller caller) {
        return transactions.inTransaction(() -> sessions.lock(id).chain(session -> {
            if (!caller.is(subject)) {
                SessionAccess.requireTester(caller, session);
            }
            if (session.testerId().equals(subject)) {
                throw new TesterStays(subject);
            }
            return change(session, subject, null, caller);
        }));
    }

    private Uni<List<Participant>> change(
            Session session, String subject, @Nullable ParticipantRole role, Caller caller) {
        var others = session.participants().list().stream()
                .filter(participant -> !participant.subject().equals(subject))
                .map(participant -> new ParticipantEntry(participant.subject(), participant.role()));
        var wanted = role == null ? others : Stream.concat(others, Stream.of(new ParticipantEntry(subject, role)));
        var change = new SessionChange(null, false, null, wanted.toList(), null);
        return session.change(change, pauses.timeout(session.configuration()), clock, caller.subject())
                .map(event -> announcer.announce(session, event, caller, null))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .map(done -> session.participants().list());
    }

    /** 409: the tester owns the session. */
    private static final class TesterStays extends Conflict {

        private TesterStays(String subject) {
            super("tester-stays", "The tester stays", subject + " is the session's tester and stays with it.");
        }
    }
}
