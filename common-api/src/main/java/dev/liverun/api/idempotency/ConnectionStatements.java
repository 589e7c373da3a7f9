package dev.liverun.api.idempotency;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** In the transaction of a plain connection. */
record ConnectionStatements(SqlConnection connection) implements Statements {

    @Override
    public Uni<List<Object[]>> rows(String sql, @Nullable Object... parameters) {
        return connection.preparedQuery(sql).execute(Tuple.from(parameters)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(row ->
                        IntStream.range(0, row.size()).mapToObj(row::getValue).toArray())
                .toList());
    }

    @Override
    public Uni<Void> run(String sql, @Nullable Object... parameters) {
        return connection.preparedQuery(sql).execute(Tuple.from(parameters)).replaceWithVoid();
    }
}
