package dev.liverun.session.stream;

import dev.liverun.session.stream.Entries.Entry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads timelines for those who follow them. */
@ApplicationScoped
class StreamRepository {

    private static final String COLUMNS =
            "entry.session_id, entry.position, entry.kind, entry.type, entry.at, entry.actor, entry.title, entry.data,"
                    + " pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon";

    private static final int MOST_OF_A_SESSION = 500;

    // One query for all that are watched. Of the others it is found by its transaction what has come since a horizon.
    private static final String NEWS = "with watched as ("
            + " select id, position from unnest($1::uuid[], $2::bigint[]) as given (id, position)"
            + " union all"
            + " select session_id, min(position) - 1 from timeline_entries"
            + " where tx >= $3::text::xid8 and not (session_id = any($1)) group by session_id)"
            + " select " + COLUMNS + " from watched"
            + " join test_sessions session on session.id = watched.id and session.last_position > watched.position"
            + " cross join lateral (select * from timeline_entries"
            + " where session_id = watched.id and position > watched.position order by position limit "
            + MOST_OF_A_SESSION + ") entry"
            + " order by 1, 2";

    private static final String AFTER_POSITION = "select " + COLUMNS + " from timeline_entries entry"
            + " where session_id = $1 and position > $2 order by position limit $3";

    private static final String AFTER_HORIZON = "select " + COLUMNS + " from timeline_entries entry"
            + " where tx >= $1::text::xid8 order by session_id, position limit $2";

    private static final String HORIZON = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

    private static final String POSITION = "select last_position from test_sessions where id = $1";

    private static final String LATE = "select id, last_position from test_sessions"
            + " where status in ('CREATED', 'ACTIVE', 'PAUSED') or ended_at > now() - interval '1 hour'";

    private static final String THERE = "select id from test_sessions where id = any($1)";

    private final Pool pool;

    StreamRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * What came onto the timelines after these positions.
     *
     * @param since the horizon since when also that of other sessions is wanted; null when it is not
     */
    Uni<List<Entries>> news(Map<UUID, Long> positions, @Nullable Long since) {
        var ids = new UUID[positions.size()];
        var after = new Long[positions.size()];
        int i = 0;
        for (var watched : positions.entrySet()) {
            ids[i] = watched.getKey();
            after[i++] = watched.getValue();
        }
        return pool.preparedQuery(NEWS)
                .execute(Tuple.of(ids, after, since == null ? null : since.toString()))
                .map(StreamRepository::bySession)
                .map(look -> since == null ? look : inTurn(look, since));
    }

    /** Whoever has more to come than one look reads must not go on from behind it. */
    private static List<Entries> inTurn(List<Entries> look, long since) {
        var all = look.stream().allMatch(session -> session.entries().size() < MOST_OF_A_SESSION);
        return all
                ? Entries.inTurn(look, since)
                : look.stream().map(session -> session.resumingFrom(since)).toList();
    }

    /** At most {@code limit} entries of a session after {@code position}. */
    Uni<List<Entries>> after(UUID sessionId, long position, int limit) {
        return pool.preparedQuery(AFTER_POSITION)
                .execute(Tuple.of(sessionId, position, limit))
                .map(StreamRepository::bySession);
    }

    /** At most {@code limit} entries of all sessions that were possibly not visible at {@code horizon}. */
    Uni<List<Entries>> afterHorizon(long horizon, int limit) {
        return pool.preparedQuery(AFTER_HORIZON)
                .execute(Tuple.of(Long.toString(horizon), limit))
                .map(StreamRepository::bySession);
    }

    /** What is written from now on is after this. */
    Uni<Long> horizon() {
        return pool.query(HORIZON).execute().map(rows -> rows.iterator().next().getLong(0));
    }

    /** The last position of a session; 0 when there is no such session. */
    Uni<Long> position(UUID sessionId) {
        return pool.preparedQuery(POSITION)
                .execute(Tuple.of(sessionId))
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
    }

    /** The last positions of the sessions in which something may still happen. */
    Uni<Map<UUID, Long>> latePositions() {
        return pool.query(LATE).execute().map(rows -> {
            var positions = new HashMap<UUID, Long>();
            rows.forEach(row -> positions.put(row.getUUID(0), row.getLong(1)));
            return positions;
        });
    }

    /** Those of {@code ids} that are there. */
    Uni<List<UUID>> there(List<UUID> ids) {
        return pool.preparedQuery(THERE)
                .execute(Tuple.of((Object) ids.toArray(UUID[]::new)))
                .map(rows -> {
                    var found = new ArrayList<UUID>();
                    rows.forEach(row -> found.add(row.getUUID(0)));
                    return found;
                });
    }

    private static List<Entries> bySession(RowSet<Row> rows) {
        var entries = new LinkedHashMap<UUID, List<Entry>>();
        long horizon = 0;
        for (var row : rows) {
            horizon = row.getLong("horizon");
            entries.computeIfAbsent(row.getUUID("session_id"), id -> new ArrayList<>())
                    .add(entry(row));
        }
        var told = new ArrayList<Entries>();
        for (var session : entries.entrySet()) {
            told.add(new Entries(session.getKey(), session.getValue(), horizon));
        }
        return told;
    }

    /** The same members as those of a page of {@code /timeline}. */
    private static Entry entry(Row row) {
        var position = row.getLong("position");
        var kind = row.getString("kind");
        var json = new JsonObject()
                .put("position", position)
                .put("kind", kind)
                .put("type", row.getString("type"))
                .put("at", row.getOffsetDateTime("at").toInstant().toString())
                .put("actor", row.getString("actor"))
                .put("title", row.getString("title"))
                .put("data", row.getJsonObject("data"));
        return new Entry(position, kind, json.encode());
    }
}
