package dev.liverun.events;

import dev.liverun.events.outbox.RelayWakeUp;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.JDBCException;

/**
 * The way to change state: everything in {@code work} commits together, events included, and the relay is woken after
 * the commit. Once begun, a transaction runs to its end even if whoever asked for it has gone.
 */
@ApplicationScoped
public class Transactions {

    private static final Set<String> AWAY = Set.of("08", "53", "57");

    private final Pool pool;
    private final RelayWakeUp relay;

    Transactions(Pool pool, RelayWakeUp relay) {
        this.pool = pool;
        this.relay = relay;
    }

    /** In a Hibernate Reactive transaction; joins the current one. {@code work} must not call other services. */
    public <T> Uni<T> inTransaction(Supplier<Uni<T>> work) {
        return detached(Panache.withTransaction(work)).invoke(relay::wake);
    }

    /** On a plain connection, for hot paths and batches. {@code work} must not call other services. */
    public <T> Uni<T> onConnection(Function<SqlConnection, Uni<T>> work) {
        return detached(pool.withTransaction(work)).invoke(relay::wake);
    }

    /**
     * Whether the database refused what was to be written; not that it was not there, or had no means left (PostgreSQL's
     * appendix A: classes 08, 53 and 57).
     */
    public static boolean isRefusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var state = cause instanceof PgException refused
                    ? refused.getSqlState()
                    : cause instanceof JDBCException refused ? refused.getSQLState() : null;
            if (state != null) {
                return !AWAY.contains(state.substring(0, 2));
            }
        }
        return false;
    }

    /** A client that goes away cancels its request; that must not tear a transaction in the middle. */
    private static <T> Uni<T> detached(Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> work.subscribe().with(emitter::complete, emitter::fail));
    }
}
