package dev.liverun.feedback.support;

import dev.liverun.events.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

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

    /** An ACTIVE session of this tester, with cleo as a commenter and otto as an observer, as if events had told of it. */
    public UUID session(String tester, String configuration) {
        var id = Ids.next();
        run(
                "insert into session_view (id, version, name, status, tester_id, participants, configuration)"
                        + " values ($1, 2, $2, 'ACTIVE', $3, $4, $5)",
                id,
                "session of " + tester,
                tester,
                new JsonArray("[{\"subject\": \"" + tester + "\", \"role\": \"TESTER\"},"
                        + " {\"subject\": \"cleo\", \"role\": \"COMMENTER\"},"
                        + " {\"subject\": \"otto\", \"role\": \"OBSERVER\"}]"),
                new JsonObject(configuration));
        return id;
    }

    /** One whose reports stay here. */
    public UUID session(String tester) {
        return session(tester, "{\"github\": {\"auto_create\": false}}");
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
