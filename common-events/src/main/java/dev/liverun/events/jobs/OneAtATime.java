package dev.liverun.events.jobs;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/**
 * Keeps replicas from doing the same work at the same time, by an advisory lock of the service's database. The lock belongs
 * to a connection, so it is free as soon as its holder is gone. If only that connection breaks, another replica may begin
 * while this one finishes: what must not happen twice is still guarded by its own row.
 *
 * <pre>{@code
 * @Scheduled(identity = "retention", every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
 * Uni<Void> purge() {
 *     return one.run("retention", () -> Batches.until(100, () -> purgeBatch(100))).replaceWithVoid();
 * }
 * }</pre>
 */
@ApplicationScoped
public class OneAtATime {

    private static final String LOCK = "select pg_try_advisory_lock(hashtext('liverun.jobs'), hashtext($1))";
    private static final String UNLOCK = "select pg_advisory_unlock(hashtext('liverun.jobs'), hashtext($1))";

    private final Pool pool;

    OneAtATime(Pool pool) {
        this.pool = pool;
    }

    /**
     * Does {@code work} unless another replica is doing it, or this one still is.
     *
     * @param job names the work in this service
     * @return whether it was done here
     */
    public Uni<Boolean> run(String job, Supplier<Uni<?>> work) {
        return pool.getConnection().chain(connection -> lock(connection, job)
                .chain(locked -> locked
                        ? Uni.createFrom()
                                .deferred(work::get)
                                .replaceWith(true)
                                .onTermination()
                                .call(() -> unlock(connection, job))
                        : Uni.createFrom().item(false))
                .onTermination()
                .call(connection::close));
    }

    private static Uni<Boolean> lock(SqlConnection connection, String job) {
        return connection.preparedQuery(LOCK).execute(Tuple.of(job)).map(rows -> rows.iterator()
                .next()
                .getBoolean(0));
    }

    /** A connection that is broken has let go of the lock already. */
    private static Uni<Void> unlock(SqlConnection connection, String job) {
        return connection
                .preparedQuery(UNLOCK)
                .execute(Tuple.of(job))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }
}
