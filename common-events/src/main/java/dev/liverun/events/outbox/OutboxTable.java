package dev.liverun.events.outbox;

import dev.liverun.events.EventCodec.Encoded;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The relay's side of the outbox. What was sent is <em>deleted by its id</em>. A watermark ("everything up to id") would
 * lose events: ids are taken before the commit, so a smaller id can become visible after a larger one.
 */
class OutboxTable {

    private static final String LOCK = "select pg_try_advisory_lock(hashtext('liverun.outbox'), 0)";

    private static final String SELECT =
            "select id, event_id, event_type, topic, subject, partition_key, sequence, occurred_at, correlation_id, data"
                    + " from outbox order by id limit $1";

    private static final String DELETE = "delete from outbox where id = any($1::bigint[])";

    /** A waiting event. */
    record Waiting(long id, String topic, Encoded event) {}

    /** Whether this connection now is the one that relays; for as long as it lives. */
    Uni<Boolean> tryLock(SqlConnection connection) {
        return connection.query(LOCK).execute().map(rows -> rows.iterator()
                .next()
                .getBoolean(0));
    }

    /** The next events in the order of their ids. */
    Uni<List<Waiting>> next(SqlConnection connection, int limit) {
        return connection.preparedQuery(SELECT).execute(Tuple.of(limit)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(OutboxTable::waiting)
                .toList());
    }

    /** Called with what Kafka has acknowledged: the longest prefix of what {@link #next} returned. */
    Uni<Void> acknowledged(SqlConnection connection, List<Waiting> sent) {
        var ids = new ArrayList<Long>(sent.size());
        sent.forEach(row -> ids.add(row.id()));
        return connection
                .preparedQuery(DELETE)
                .execute(Tuple.of(ids.toArray(Long[]::new)))
                .replaceWithVoid();
    }

    private static Waiting waiting(Row row) {
        return new Waiting(
                row.getLong(0),
                row.getString(3),
                new Encoded(
                        row.getUUID(1),
                        row.getString(2),
                        row.getUUID(4),
                        row.getUUID(5),
                        row.getLong(6),
                        row.getOffsetDateTime(7).toInstant(),
                        row.getString(8),
                        row.getString(9)));
    }
}
