package dev.liverun.runner.retention;

import dev.liverun.events.jobs.Batches;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Deletes the results of sessions that ended long enough ago, or were purged: run by run, in small transactions, in any
 * number of replicas at once. The spend ledger stays.
 */
@ApplicationScoped
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private static final String DUE = "from runs where status <> 'RUNNING' and session_id in"
            + " (select id from session_view where purged or ended_at < $1)";

    private static final String CLAIM = "select id " + DUE + " order by id limit $2 for update skip locked";

    private final RetentionConfig config;
    private final Pool pool;
    private final Clock clock;

    Retention(RetentionConfig config, Pool pool, Clock clock) {
        this.config = config;
        this.pool = pool;
        this.clock = clock;
    }

    @Scheduled(
            identity = "results retention",
            every = "${liverun.runner.retention.every:10m}",
            delayed = "${liverun.runner.retention.delayed:1m}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return Batches.until(config.batch(), this::batch)
                .invoke(deleted -> {
                    if (deleted > 0) {
                        LOG.infof("The results of %d runs were deleted: their sessions ended long ago", deleted);
                    }
                })
                .onFailure()
                .invoke(failure -> LOG.warnf("Results are deleted the next time: %s", failure))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Integer> batch() {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery(CLAIM)
                .execute(Tuple.of(before(), config.batch()))
                .chain(rows -> {
                    UUID[] runs = StreamSupport.stream(rows.spliterator(), false)
                            .map(row -> row.getUUID(0))
                            .toArray(UUID[]::new);
                    return runs.length == 0
                            ? Uni.createFrom().item(0)
                            : delete(runs, transaction).replaceWith(runs.length);
                }));
    }

    private static Uni<Void> delete(UUID[] runs, SqlConnection transaction) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (String table : new String[] {"questions", "step_intents", "test_results"}) {
            all = all.chain(() -> transaction
                    .preparedQuery("delete from " + table + " where run_id = any($1::uuid[])")
                    .execute(Tuple.of(runs))
                    .replaceWithVoid());
        }
        return all.chain(() -> transaction
                .preparedQuery("delete from runs where id = any($1::uuid[])")
                .execute(Tuple.of(runs))
                .replaceWithVoid());
    }

    /** How many runs and results would go now. */
    Uni<RetentionResponse> dryRun() {
        OffsetDateTime before = before();
        return pool.preparedQuery("select (select count(*) " + DUE + ") as runs,"
                        + " (select count(*) from test_results where run_id in (select id " + DUE + ")) as results")
                .execute(Tuple.of(before))
                .map(rows -> rows.iterator().next())
                .map(row ->
                        new RetentionResponse(true, before.toInstant(), row.getLong("runs"), row.getLong("results")));
    }

    private OffsetDateTime before() {
        return clock.instant().minus(config.results()).atOffset(ZoneOffset.UTC);
    }
}
