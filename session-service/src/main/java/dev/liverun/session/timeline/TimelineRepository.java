package dev.liverun.session.timeline;

import dev.liverun.api.paging.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Reads timelines, oldest first. */
@ApplicationScoped
public class TimelineRepository {

    private static final String COLUMNS = "select position, kind, type, at, actor, title, data from timeline_entries";

    private static final String PAGE = COLUMNS
            + " where session_id = $1 and position > $2 and ($3::text is null or kind = $3) order by position limit $4";

    // Newest first, to be turned round.
    private static final String LATEST = COLUMNS
            + " where session_id = $1 and position <= $2 and (cardinality($3::text[]) = 0 or kind = any($3))"
            + " order by position desc limit $4";

    private static final String MILESTONES =
            COLUMNS + " where session_id = $1 and kind in ('session', 'health', 'note')"
                    + " and type not in ('session.sealed', 'session.signed-off') order by position";

    private final Pool pool;

    TimelineRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Page<TimelineItem>> page(UUID sessionId, TimelinePageRequest page) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(sessionId, page.cursor, page.kind, page.limit + 1))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(TimelineRepository::read)
                        .toList())
                .map(rows -> pageOf(rows, page.limit));
    }

    /** The last entries up to {@code position}, oldest first; of these kinds, or of all when none is named. */
    public Uni<List<TimelineItem>> latest(UUID sessionId, Collection<String> kinds, long position, int limit) {
        return pool.preparedQuery(LATEST)
                .execute(Tuple.of(sessionId, position, kinds.toArray(String[]::new), limit))
                .map(rows -> {
                    var items = new ArrayList<TimelineItem>();
                    rows.forEach(row -> items.add(read(row)));
                    Collections.reverse(items);
                    return items;
                });
    }

    /** What a report tells beside results and feedback: states, health, notes. */
    public Uni<List<TimelineItem>> milestones(SqlClient client, UUID sessionId) {
        return client.preparedQuery(MILESTONES).execute(Tuple.of(sessionId)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(TimelineRepository::read)
                .toList());
    }

    private static Page<TimelineItem> pageOf(List<TimelineItem> rows, int limit) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        var items = rows.subList(0, limit);
        return new Page<>(items, Long.toString(items.get(limit - 1).position()));
    }

    private static TimelineItem read(Row row) {
        return new TimelineItem(
                row.getLong("position"),
                row.getString("kind"),
                row.getString("type"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("actor"),
                row.getString("title"),
                row.getJsonObject("data").getMap());
    }
}
