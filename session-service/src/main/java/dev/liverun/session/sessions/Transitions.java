package dev.liverun.session.sessions;

import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.problem.Problem;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Event;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.PauseCause;
import dev.liverun.events.contract.SessionEvent;
import dev.liverun.events.correlation.Correlation;
import dev.liverun.flow.Batcher;
import dev.liverun.flow.OwnContexts;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.lifecycle.SessionAccess;
import dev.liverun.session.lifecycle.SessionRepository;
import dev.liverun.session.state.SessionState;
import dev.liverun.session.state.Transition;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes sessions through their states: those that are asked for at the same time in one transaction. */
@ApplicationScoped
class Transitions {

    private static final int AT_ONCE = 4;
    private static final int MOST = 64;

    private record Asked(
            UUID id,
            Transition transition,
            IfMatch version,
            @Nullable String reason,
            Caller caller,
            @Nullable String correlationId) {}

    /** The session as it is then, or why it is not; neither when it has to be asked for again. */
    private record Outcome(
            @Nullable Session session, @Nullable Problem refusal) {}

    /** The same session is asked for before in the same transaction, in which it changes once. */
    private static final Outcome AGAIN = new Outcome(null, null);

    private final SessionRepository sessions;
    private final Announcer announcer;
    private final Pauses pauses;
    private final Transactions transactions;
    private final Clock clock;
    private final OwnContexts contexts;
    private final Batcher<Asked, Outcome> together;

    Transitions(
            SessionRepository sessions,
            Announcer announcer,
            Pauses pauses,
            Transactions transactions,
            Clock clock,
            Vertx vertx) {
        this.sessions = sessions;
        this.announcer = announcer;
        this.pauses = pauses;
        this.transactions = transactions;
        this.clock = clock;
        this.contexts = new OwnContexts(vertx);
        this.together = new Batcher<>(AT_ONCE, MOST, this::take, Transactions::isRefusal);
    }

    /** @return fails with what the session, or who asks, does not allow */
    Uni<Session> take(UUID id, Transition transition, IfMatch version, @Nullable String reason, Caller caller) {
        return OwnContexts.backHere(
                ask(new Asked(id, transition, version, reason, caller.known(), Correlation.current())));
    }

    private Uni<Session> ask(Asked asked) {
        return together.ask(asked).chain(outcome -> {
            if (outcome.refusal() != null) {
                return Uni.createFrom().failure(outcome.refusal());
            }
            return outcome.session() == null ? ask(asked) : Uni.createFrom().item(outcome.session());
        });
    }

    private Uni<List<Outcome>> take(List<Asked> asked) {
        var ids = asked.stream().map(Asked::id).distinct().toList();
        return contexts.start(
                () -> transactions.inTransaction(() -> sessions.lock(ids).chain(locked -> take(asked, locked))));
    }

    /** @param locked those that are there */
    private Uni<List<Outcome>> take(List<Asked> asked, Map<UUID, Session> locked) {
        var outcomes = new ArrayList<Outcome>();
        var changes = new ArrayList<Announcement>();
        var stopped = new ArrayList<Session>();
        var changed = new HashSet<UUID>();
        for (var one : asked) {
            var session = locked.get(one.id());
            if (changed.contains(one.id())) {
                outcomes.add(AGAIN);
                continue;
            }
            try {
                if (session == null) {
                    throw new NotFound("session", one.id());
                }
                var wasActive = session.status() == SessionState.ACTIVE;
                changes.add(take(one, session));
                changed.add(one.id());
                if (wasActive) {
                    stopped.add(session);
                }
                outcomes.add(new Outcome(session, null));
            } catch (Problem refusal) {
                outcomes.add(new Outcome(null, refusal));
            }
        }
        return announcer
                .announce(changes)
                .chain(() -> pauses.reviewOthers(stopped))
                .replaceWith(outcomes);
    }

    private Announcement take(Asked asked, Session session) {
        SessionAccess.requireTester(asked.caller(), session);
        asked.version().check(session.version());
        var event = apply(
                session, asked.transition(), asked.reason(), asked.caller().subject());
        return Announcement.of(session, event.correlated(asked.correlationId()), asked.caller(), asked.reason());
    }

    private Event<? extends SessionEvent> apply(
            Session session, Transition transition, @Nullable String reason, String actor) {
        return switch (transition) {
            case START -> session.start(clock, actor);
            case PAUSE ->
                session.status() == SessionState.PAUSED
                        ? session.takeOverPause(reason, clock, actor)
                        : session.pause(
                                PauseCause.MANUAL, reason, pauses.timeout(session.configuration()), clock, actor);
            case RESUME -> session.resume(reason, session.configuration().autoPause(), clock, actor);
            case COMPLETE -> session.complete(reason, clock, actor);
            case FAIL -> session.fail(reason, clock, actor);
        };
    }
}
