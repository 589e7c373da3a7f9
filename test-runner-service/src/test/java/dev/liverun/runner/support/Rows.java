package dev.liverun.runner.support;

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

    public void run(String sql, Object... parameters) {
        pool.preparedQuery(sql).executeAndAwait(Tuple.from(parameters));
    }

    /** All of them. */
    public List<String> tables() {
        List<String> tables = new ArrayList<>();
        pool.query(
                        "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'")
                .executeAndAwait()
                .forEach(row -> tables.add(row.getString(0)));
        return tables;
    }

    /** How PostgreSQL would go about it if it had to avoid reading whole tables. */
    public String plan(String sql) {
        return pool.withTransaction(transaction -> transaction
                        .query("set local enable_seqscan = off")
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
