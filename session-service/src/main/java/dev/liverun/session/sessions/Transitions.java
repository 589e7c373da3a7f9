package dev.liverun.session.sessions;

import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.operations.BatchMetrics;
import dev.liverun.api.problem.Problem;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Event;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.PauseCause;
import dev.liverun.events.contract.SessionEvent;
import dev.liverun.events.correlation.Correlation;
import dev.liverun.flow.Batcher;
import dev.liverun.flow.OwnContexts;
import dev.liverun.session.announcing.Announcement;
import dev.liverun.session.announcing.Announcer;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.lifecycle.SessionAccess;
import dev.liverun.session.lifecycle.SessionRepository;
import dev.liverun.session.pausing.Pauses;
import dev.liverun.session.state.SessionState;
import dev.liverun.session.state.Transition;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
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

    private final SessionRepository sessions;
    private final Announcer announcer;
    private final Pauses pauses;
    private final Transactions transactions;
    private final Clock clock;
    private final OwnContexts contexts;
    private final Batcher<Asked, Uni<Session>> together;
    /** Waits for who holds a session: it must not take all connections for that. */
    private final Batcher<Asked, Uni<Session>> alone;

    Transitions(
            SessionRepository sessions,
            Announcer announcer,
            Pauses pauses,
            Transactions transactions,
            Clock clock,
            Vertx vertx,
            MeterRegistry registry) {
        this.sessions = sessions;
        this.announcer = announcer;
        this.pauses = pauses;
        this.transactions = transactions;
        this.clock = clock;
        this.contexts = new OwnContexts(vertx);
        this.together = new Batcher<>(AT_ONCE, MOST, this::take, Transactions::isRefusal);
        this.alone = new Batcher<>(AT_ONCE, 1, this::takeHeld, failure -> false);
        BatchMetrics.count(together, "transitions", registry);
        BatchMetrics.count(alone, "transitions of held sessions", registry);
    }

    /** @return fails with what the session, or who asks, does not allow */
    Uni<Session> take(UUID id, Transition transition, IfMatch version, @Nullable String reason, Caller caller) {
        var asked = new Asked(id, transition, version, reason, caller.known(), Correlation.current());
        return OwnContexts.backHere(together.ask(asked).chain(outcome -> outcome));
    }

    /** With the others that are asked for at the same time, without waiting for a session that somebody else holds. */
    private Uni<List<Uni<Session>>> take(List<Asked> asked) {
        var ids = asked.stream().map(Asked::id).distinct().toList();
        return contexts.start(
                () -> transactions.inTransaction(() -> sessions.lockFree(ids).chain(locked -> take(asked, locked))));
    }

    /** @param asked one */
    private Uni<List<Uni<Session>>> takeHeld(List<Asked> asked) {
        var id = asked.get(0).id();
        return contexts.start(() ->
                transactions.inTransaction(() -> sessions.lock(id).chain(session -> take(asked, Map.of(id, session)))));
    }

    /**
     * @param locked a session that is not among them, or was asked for twice, goes alone afterwards
     * @return in the order of {@code asked}; to be looked at after the transaction
     */
    private Uni<List<Uni<Session>>> take(List<Asked> asked, Map<UUID, Session> locked) {
        var outcomes = new ArrayList<Uni<Session>>();
        var changes = new ArrayList<Announcement>();
        var stopped = new ArrayList<Session>();
        var free = new HashMap<>(locked);
        for (var one : asked) {
            var session = free.get(one.id());
            if (session == null) {
                outcomes.add(alone.ask(one).chain(outcome -> outcome));
                continue;
            }
            var wasActive = session.status() == SessionState.ACTIVE;
            try {
                changes.add(take(one, session));
            } catch (Problem refusal) {
                outcomes.add(Uni.createFrom().failure(refusal));
                continue;
            }
            if (wasActive) {
                stopped.add(session);
            }
            outcomes.add(Uni.createFrom().item(session));
            // A session changes once in a transaction: its event carries its version.
            free.remove(one.id());
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
