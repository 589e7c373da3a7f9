package dev.liverun.session.retention;

import dev.liverun.api.security.Caller;
import dev.liverun.events.Transactions;
import dev.liverun.events.jobs.Batches;
import dev.liverun.events.jobs.OneAtATime;
import dev.liverun.session.announcing.Announcer;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.lifecycle.SessionRepository;
import dev.liverun.session.state.SessionState;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Purges sessions whose time is over. The others hear of it by SessionPurged. One replica at a time; each session goes in
 * transactions of its own, its many rows first, so that none is long.
 */
@ApplicationScoped
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final Caller ACTOR = Caller.system("retention");
    private static final int SESSIONS = 100;

    private static final String DUE = """
            select id, name, status, created_at, ended_at from test_sessions
             where ended_at <= $1 or (status = 'CREATED' and created_at <= $1)
             order by id limit $2
            """;
    private static final String COUNT =
            "select count(*) from test_sessions" + " where ended_at <= $1 or (status = 'CREATED' and created_at <= $1)";
    private static final String RESULTS = "delete from session_results where id in"
            + " (select id from session_results where session_id = $1 limit $2)";
    private static final String ENTRIES = "delete from timeline_entries where session_id = $1 and position in"
            + " (select position from timeline_entries where session_id = $1 order by position limit $2)";

    private final Pool pool;
    private final OneAtATime one;
    private final SessionRepository sessions;
    private final Transactions transactions;
    private final Announcer announcer;
    private final RetentionConfig config;
    private final Clock clock;

    Retention(
            Pool pool,
            OneAtATime one,
            SessionRepository sessions,
            Transactions transactions,
            Announcer announcer,
            RetentionConfig config,
            Clock clock) {
        this.pool = pool;
        this.one = one;
        this.sessions = sessions;
        this.transactions = transactions;
        this.announcer = announcer;
        this.config = config;
        this.clock = clock;
    }

    /** The time up to which a session must have ended to go. */
    Instant limit() {
        return clock.instant().minus(config.keep());
    }

    @Scheduled(
            identity = "session retention",
            every = "${liverun.sessions.retention.every:1h}",
            delayed = "${liverun.sessions.retention.delayed:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> purgeExpired() {
        return one.run("session-retention", () -> Batches.until(SESSIONS, this::purgeBatch))
                .replaceWithVoid();
    }

    /** What would go now, oldest first. */
    Uni<List<Expired>> due(int limit) {
        return pool.preparedQuery(DUE)
                .execute(Tuple.of(limit().atOffset(ZoneOffset.UTC), limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> {
                            var endedAt = row.getOffsetDateTime("ended_at");
                            return new Expired(
                                    row.getUUID("id"),
                                    row.getString("name"),
                                    SessionState.valueOf(row.getString("status")),
                                    row.getOffsetDateTime("created_at").toInstant(),
                                    endedAt == null ? null : endedAt.toInstant());
                        })
                        .toList());
    }

    /** How many would go now. */
    Uni<Long> count() {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(limit().atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** How many have gone: a batch of which some cannot go is not repeated at once. */
    private Uni<Integer> purgeBatch() {
        return due(SESSIONS).chain(due -> Batches.each(
                        due,
                        this::purge,
                        (expired, failure) -> LOG.errorf(failure, "Session %s could not be purged", expired.id()))
                .map(Long::intValue));
    }

    /** One that never started may be started at this moment: nothing of it goes before its row is held. */
    private Uni<Void> purge(Expired expired) {
        var id = expired.id();
        return expired.status() == SessionState.CREATED
                ? remove(expired)
                : rows(RESULTS, id).chain(() -> rows(ENTRIES, id)).chain(() -> remove(expired));
    }

    private Uni<Void> remove(Expired expired) {
        return transactions.inTransaction(() -> sessions.findById(expired.id(), LockModeType.PESSIMISTIC_WRITE)
                // Somebody was faster.
                .chain(session -> session == null || session.status() != expired.status()
                        ? Uni.createFrom().voidItem()
                        : remove(session)));
    }

    private Uni<Void> remove(Session session) {
        var event = session.purge("kept for " + config.keep(), limit(), clock, ACTOR.subject());
        return sessions.delete(session)
                .chain(Panache::flush)
                .chain(() ->
                        announcer.announce(session, event, ACTOR, event.data().reason()));
    }

    private Uni<Long> rows(String delete, UUID id) {
        return Batches.until(config.rowsPerBatch(), () -> pool.preparedQuery(delete)
                .execute(Tuple.of(id, config.rowsPerBatch()))
                .map(rows -> rows.rowCount()));
    }
}
