package dev.liverun.session.support;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The service's database, for tests that look behind the API. */
@ApplicationScoped
public class Rows {

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

    /** How PostgreSQL goes about it when it must avoid reading whole tables and sorting. */
    public String plan(String sql) {
        return pool.withTransaction(transaction -> transaction
                        .query("set local enable_seqscan = off; set local enable_sort = off")
                        .execute()
                        .chain(() -> transaction.query("explain " + sql).execute()))
                .map(rows -> {
                    List<String> lines = new ArrayList<>();
                    rows.forEach(row -> lines.add(row.getString(0)));
                    return String.join("\n", lines);
                })
                .await()
                .indefinitely();
    }
}
