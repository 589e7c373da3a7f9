package dev.liverun.session.report.evidence;

import dev.liverun.events.Transactions;
import dev.liverun.events.jobs.Batches;
import dev.liverun.events.rebuild.Shadows;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.lifecycle.SessionRepository;
import dev.liverun.session.report.evidence.EvidenceCollector.Collected;
import dev.liverun.session.timeline.Timeline;
import dev.liverun.session.timeline.TimelineEntry;
import dev.liverun.session.timeline.TimelineKind;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Seals sessions that have ended, once their runs have, and again whenever something comes later. Whatever comes leaves a
 * mark on the session under its row's lock; sealing holds that lock, so what the seal does not show leaves a new mark.
 */
@ApplicationScoped
class Sealing {

    private static final Logger LOG = Logger.getLogger(Sealing.class);

    private static final String DUE = """
            select id from test_sessions session
             where seal_due and ended_at <= $1
               and (ended_at <= $2 or not exists (
                    select from session_runs run where run.session_id = session.id and run.status = 'RUNNING'))
             order by ended_at limit 20
            """;

    private static final String LOCK = "select id from test_sessions where id = $1 and seal_due for no key update";
    private static final String LATEST =
            "select version, sha256 from session_seals where session_id = $1 order by version desc limit 1";
    private static final String DONE = "update test_sessions set seal_due = false, verdict = $2 where id = $1";

    private final Pool pool;
    private final SessionRepository sessions;
    private final EvidenceCollector collector;
    private final SealRepository seals;
    private final Timeline timeline;
    private final Transactions transactions;
    private final Shadows shadows;
    private final SealConfig config;
    private final Clock clock;

    Sealing(
            Pool pool,
            SessionRepository sessions,
            EvidenceCollector collector,
            SealRepository seals,
            Timeline timeline,
            Transactions transactions,
            Shadows shadows,
            SealConfig config,
            Clock clock) {
        this.pool = pool;
        this.sessions = sessions;
        this.collector = collector;
        this.seals = seals;
        this.timeline = timeline;
        this.transactions = transactions;
        this.shadows = shadows;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            identity = "seal",
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> sealDue() {
        var settled = now().minus(config.settle());
        return pool.preparedQuery(DUE)
                .execute(Tuple.of(settled, now().minus(config.drain())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID(0))
                        .toList())
                .chain(due -> Batches.each(
                        due,
                        this::seal,
                        (id, failure) -> LOG.warnf("Session %s is sealed at the next look: %s", id, failure)))
                .replaceWithVoid();
    }

    private Uni<Void> seal(UUID id) {
        return sessions.get(id)
                .chain(session -> transactions.onConnection(transaction -> transaction
                        .query(EvidenceCollector.AT_ONE_MOMENT)
                        .execute()
                        // Else what is put into the place of the results would not know that these are sealed.
                        .chain(() -> shadows.keepFromSwapping(transaction))
                        .chain(() -> transaction.preparedQuery(LOCK).execute(Tuple.of(id)))
                        .chain(locked -> locked.size() == 0
                                ? Uni.createFrom().voidItem()
                                : collector
                                        .collect(transaction, session, null)
                                        .chain(collected -> keep(transaction, session, collected)))));
    }

    private Uni<Void> keep(SqlConnection transaction, Session session, Collected collected) {
        var id = session.id();
        var verdict = collected.evidence().judgement().verdict();
        return transaction
                .preparedQuery(LATEST)
                .execute(Tuple.of(id))
                .chain(rows -> {
                    int version = 1;
                    for (var latest : rows) {
                        if (latest.getString(1).equals(collected.sha256())) {
                            return Uni.createFrom().voidItem();
                        }
                        version = latest.getInteger(0) + 1;
                    }
                    var seal = new Seal(version, now().toInstant(), collected.sha256(), verdict);
                    return seals.add(transaction, id, seal, collected.evidence())
                            .chain(() -> timeline.append(transaction, List.of(entry(id, seal))));
                })
                .chain(() -> transaction.preparedQuery(DONE).execute(Tuple.of(id, verdict.name())))
                .replaceWithVoid();
    }

    private static TimelineEntry entry(UUID sessionId, Seal seal) {
        return new TimelineEntry(
                sessionId,
                TimelineKind.SESSION,
                "session.sealed",
                seal.sealedAt(),
                "system:seal",
                "Evidence sealed, version " + seal.version() + ": " + seal.verdict(),
                Map.of(
                        "seal_version", seal.version(),
                        "sha256", seal.sha256(),
                        "verdict", seal.verdict().name()));
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
