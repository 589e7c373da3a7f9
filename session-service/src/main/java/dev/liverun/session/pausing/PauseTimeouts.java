package dev.liverun.session.pausing;

import dev.liverun.api.security.Caller;
import dev.liverun.events.Transactions;
import dev.liverun.events.jobs.Batches;
import dev.liverun.session.announcing.Announcer;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.lifecycle.SessionRepository;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Fails sessions whose pause has outlasted its time. Each in a transaction of its own that holds its row, so every
 * timeout fires once, however many replicas look.
 */
@ApplicationScoped
class PauseTimeouts {

    private static final Logger LOG = Logger.getLogger(PauseTimeouts.class);
    private static final String OVERDUE = "select id from test_sessions"
            + " where status = 'PAUSED' and pause_deadline <= ?1 order by pause_deadline limit 100";
    private static final String REASON = "the pause outlasted its time";

    private final SessionRepository sessions;
    private final Transactions transactions;
    private final Announcer announcer;
    private final Clock clock;

    PauseTimeouts(SessionRepository sessions, Transactions transactions, Announcer announcer, Clock clock) {
        this.sessions = sessions;
        this.transactions = transactions;
        this.announcer = announcer;
        this.clock = clock;
    }

    @Scheduled(
            identity = "pause timeouts",
            every = "${liverun.sessions.pause-timeout-check:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> failOverdue() {
        return overdue()
                .chain(ids -> Batches.each(
                        ids,
                        this::failIfOverdue,
                        (id, failure) -> LOG.errorf(failure, "Session %s could not be failed after its pause", id)))
                .replaceWithVoid();
    }

    private Uni<List<UUID>> overdue() {
        return Panache.withSession(
                () -> Panache.getSession().chain(session -> session.createNativeQuery(OVERDUE, UUID.class)
                        .setParameter(1, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                        .getResultList()));
    }

    private Uni<Void> failIfOverdue(UUID id) {
        return transactions.inTransaction(
                () -> sessions.lock(id).chain(session -> isOverdue(session) ? fail(session) : nothing()));
    }

    private boolean isOverdue(Session session) {
        return session.pause()
                .filter(pause -> !pause.deadline().isAfter(clock.instant()))
                .isPresent();
    }

    private Uni<Void> fail(Session session) {
        var actor = Caller.system("pause-timeout");
        return announcer.announce(session, session.fail(REASON, clock, actor.subject()), actor, REASON);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
