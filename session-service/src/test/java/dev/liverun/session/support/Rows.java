package dev.liverun.session.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The service's database, for tests that look behind the API. */
@ApplicationScoped
public class Rows {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;

    Rows(Pool pool) {
        this.pool = pool;
    }

    public long count(String sql, Object... parameters) {
        return pool.preparedQuery(sql)
                .executeAndAwait(Tuple.from(parameters))
                .iterator()
                .next()
                .getLong(0);
    }

    /** The only column of the only row, which is a text. */
    public String value(String sql, Object... parameters) {
        var found = pool.preparedQuery(sql).executeAndAwait(Tuple.from(parameters));
        assertThat(found.size()).isOne();
        return found.iterator().next().getString(0);
    }

    /** All columns of the rows of {@code entry}, a line each. */
    public String text(String fromEntry, Object... parameters) {
        return pool.preparedQuery(
                        "select coalesce(string_agg(entry::text, E'\\n' order by entry::text), '') " + fromEntry)
                .executeAndAwait(Tuple.from(parameters))
                .iterator()
                .next()
                .getString(0);
    }

    public void run(String sql, Object... parameters) {
        pool.preparedQuery(sql).executeAndAwait(Tuple.from(parameters));
    }

    /** Begins a transaction with this statement; it stays open until it is closed, which commits it. */
    public Held hold(String sql, Object... parameters) {
        var connection = pool.getConnectionAndAwait();
        var held = new Held(connection, connection.beginAndAwait());
        held.run(sql, parameters);
        return held;
    }

    /** Waits until somebody waits for a lock in a statement with this text. */
    public void awaitBlocked(String text) {
        awaitBlocked(text, 1);
    }

    /** Waits until so many wait for a lock in a statement with this text. */
    public void awaitBlocked(String text, int many) {
        await().atMost(PATIENCE)
                .until(() -> count(
                                "select count(*) from pg_stat_activity where datname = current_database()"
                                        + " and wait_event_type = 'Lock' and position($1 in query) > 0",
                                text)
                        >= many);
    }

    /** A transaction that is open. */
    public record Held(SqlConnection connection, Transaction transaction) implements AutoCloseable {

        public void run(String sql, Object... parameters) {
            connection.preparedQuery(sql).executeAndAwait(Tuple.from(parameters));
        }

        @Override
        public void close() {
            transaction.commitAndAwait();
            connection.closeAndAwait();
        }
    }

    /** How PostgreSQL goes about it when it must avoid reading whole tables and sorting. */
    public String plan(String sql) {
        return planAfter("set local enable_seqscan = off; set local enable_sort = off", sql);
    }

    /** How PostgreSQL goes about it after these statements, of which nothing stays. */
    public String planAfter(String statements, String sql) {
        var connection = pool.getConnectionAndAwait();
        var transaction = connection.beginAndAwait();
        try {
            connection.query(statements).executeAndAwait();
            List<String> lines = new ArrayList<>();
            connection.query("explain " + sql).executeAndAwait().forEach(row -> lines.add(row.getString(0)));
            return String.join("\n", lines);
        } finally {
            transaction.rollbackAndAwait();
            connection.closeAndAwait();
        }
    }
}
