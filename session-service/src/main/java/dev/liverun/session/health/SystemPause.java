package dev.liverun.session.health;

import dev.liverun.api.security.Caller;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.PauseCause;
import dev.liverun.events.jobs.Batches;
import dev.liverun.session.announcing.Announcer;
import dev.liverun.session.integrations.EndpointRepository;
import dev.liverun.session.integrations.KnownEndpoint;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.lifecycle.SessionRepository;
import dev.liverun.session.pausing.Pauses;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Pauses and resumes sessions by the confirmed health of their required integrations. Whatever may matter leaves a mark
 * on the session in its own transaction; here the marked ones are looked at, each under its row's lock, by any replica.
 * A sweep marks all that could matter once in a while, so that nothing hangs on a single mark.
 */
@ApplicationScoped
class SystemPause {

    private static final Logger LOG = Logger.getLogger(SystemPause.class);
    private static final Caller ACTOR = Caller.system("required-health");
    private static final String RECOVERED = "every required integration has recovered";
    private static final String WAITS = RECOVERED + ", but the tester has another ACTIVE session";

    private static final String DUE = "select id from test_sessions where review_due limit 100";
    private static final String OTHER_ACTIVE =
            "select exists (select from test_sessions where tester_id = ?1 and id <> ?2 and status = 'ACTIVE')";
    private static final String SWEEP = """
            update test_sessions set review_due = true where id in (
                select id from test_sessions
                 where not review_due and status in ('ACTIVE', 'PAUSED')
                   and (configuration @> '{"auto_pause": true}' or pause_cause = 'SYSTEM')
                   for no key update skip locked)
            """;

    private final Pool pool;
    private final SessionRepository sessions;
    private final EndpointRepository endpoints;
    private final Pauses pauses;
    private final Announcer announcer;
    private final Transactions transactions;
    private final Clock clock;

    SystemPause(
            Pool pool,
            SessionRepository sessions,
            EndpointRepository endpoints,
            Pauses pauses,
            Announcer announcer,
            Transactions transactions,
            Clock clock) {
        this.pool = pool;
        this.sessions = sessions;
        this.endpoints = endpoints;
        this.pauses = pauses;
        this.announcer = announcer;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(
            identity = "system pause",
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> reviewDue() {
        return pool.query(DUE)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID(0))
                        .toList())
                .chain(ids -> Batches.each(
                        ids,
                        this::review,
                        (id, failure) -> LOG.errorf(
                                failure, "The required integrations of session %s could not be looked at", id)))
                .replaceWithVoid();
    }

    @Scheduled(
            identity = "system pause sweep",
            every = "${liverun.sessions.review-sweep:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> sweep() {
        return pool.query(SWEEP).execute().replaceWithVoid();
    }

    private Uni<Void> review(UUID id) {
        return transactions.inTransaction(() -> sessions.lock(id)
                .chain(session ->
                        endpoints.all().chain(known -> act(session, known)).invoke(session::reviewed)));
    }

    private Uni<Void> act(Session session, List<KnownEndpoint> known) {
        var health = RequiredHealth.of(session.configuration(), known);
        return switch (health.decide(session)) {
            case NOTHING -> nothing();
            case PAUSE -> pause(session, health.reason());
            case EXPLAIN -> waits(session) ? stayPaused(session, health.reason()) : nothing();
            case RESUME ->
                hasAnotherActive(session).chain(other -> other ? stayPaused(session, WAITS) : resume(session));
            case END_WAIVER -> endWaiver(session);
        };
    }

    private Uni<Void> pause(Session session, String reason) {
        var timeout = pauses.timeout(session.configuration());
        return announcer
                .announce(
                        session,
                        session.pause(PauseCause.SYSTEM, reason, timeout, clock, ACTOR.subject()),
                        ACTOR,
                        reason)
                .chain(() -> pauses.reviewOthers(List.of(session)));
    }

    private static Uni<Void> endWaiver(Session session) {
        session.withdrawWaiver();
        return nothing();
    }

    /** Whoever starts another one after this look is met by the unique index; then the next look decides anew. */
    private static Uni<Boolean> hasAnotherActive(Session session) {
        return Panache.getSession().chain(hibernate -> hibernate
                .createNativeQuery(OTHER_ACTIVE, Boolean.class)
                .setParameter(1, session.testerId())
                .setParameter(2, session.id())
                .getSingleResult());
    }

    private Uni<Void> resume(Session session) {
        return announcer.announce(session, session.resume(RECOVERED, false, clock, ACTOR.subject()), ACTOR, RECOVERED);
    }

    /** It had recovered, but could not go on. */
    private static boolean waits(Session session) {
        return session.pause().filter(pause -> WAITS.equals(pause.reason())).isPresent();
    }

    private Uni<Void> stayPaused(Session session, String reason) {
        return session.explainPause(reason, clock, ACTOR.subject())
                .map(event -> announcer.announce(session, event, ACTOR, reason))
                .orElseGet(SystemPause::nothing);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
