package dev.liverun.feedback.search;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Queries whose best way depends on their values: a common word is found by going through the queue, a rare one by the index
 * of words. A prepared statement that was used some times would be planned once for all values, so these are planned for
 * each. What it takes to say so goes with the query, in one way to the database.
 */
@ApplicationScoped
class SearchQueries {

    private static final String FOR_THESE_VALUES = "set plan_cache_mode = force_custom_plan";
    private static final String AS_USUAL = "reset plan_cache_mode";

    private final Pool pool;

    SearchQueries(Pool pool) {
        this.pool = pool;
    }

    Uni<RowSet<Row>> rows(String sql, Tuple values) {
        return pool.withConnection(connection -> Uni.combine()
                .all()
                .unis(
                        connection.query(FOR_THESE_VALUES).execute(),
                        connection.preparedQuery(sql).execute(values),
                        connection.query(AS_USUAL).execute())
                .with((set, rows, reset) -> rows));
    }
}
