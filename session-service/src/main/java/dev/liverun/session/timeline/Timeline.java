package dev.liverun.session.timeline;

import dev.liverun.events.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the timeline. Positions are counted per session under the session's row lock, so that they are visible in their
 * order: whoever has read up to a position has missed nothing before it.
 */
@ApplicationScoped
public class Timeline {

    // What comes after the end is sealed anew, but for what tells of seals themselves.
    private static final String TAKE = """
            update test_sessions session
               set last_position = session.last_position + told.entries,
                   seal_due = seal_due or (told.changes_evidence and status in ('COMPLETED', 'FAILED'))
              from (select session_id, count(*) as entries,
                           bool_or(type not in ('session.sealed', 'session.signed-off')) as changes_evidence
                      from unnest($1::uuid[], $2::text[]) as entry (session_id, type)
                     group by session_id) told
             where session.id = told.session_id
            returning session.id, session.last_position - told.entries as base
            """;
    private static final String APPEND = """
            insert into timeline_entries (session_id, position, kind, type, at, actor, title, data)
            select id, base + row_number() over (partition by id order by nr), kind, type, at, actor, title, data::jsonb
              from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[])
                    with ordinality as entry (session_id, kind, type, at, actor, title, data, nr)
              join taken on id = session_id
            """;
    private static final String PUT = """
            insert into timeline_entries (position, session_id, kind, type, at, actor, title, data)
            select position, session_id, kind, type, at, actor, title, data::jsonb
              from unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[],
                          $8::text[]) as entry (position, session_id, kind, type, at, actor, title, data)
            """;
    private static final String LOCK = "select id from test_sessions where id = any($1) order by id for no key update";

    /** Appends in the current Hibernate Reactive transaction. An entry of a session that is gone is dropped. */
    public Uni<Void> append(TimelineEntry entry) {
        return taking(List.of(entry)).execute();
    }

    /** Appends all, in this order, in the transaction of {@code transaction}. Those of sessions that are gone are dropped. */
    public Uni<Void> append(SqlConnection transaction, List<TimelineEntry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var sessions = entries.stream().map(TimelineEntry::sessionId).toArray(UUID[]::new);
        // In the order of ids, so that two batches wait for each other instead of deadlocking.
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of((Object) sessions))
                .chain(() -> taking(entries).execute(transaction));
    }

    private static Statements taking(List<TimelineEntry> entries) {
        var columns = columns(entries);
        return new Statements()
                .and(
                        Statements.Part.of("taken", TAKE, columns.get(0), columns.get(2)),
                        new Statements.Part("entries_told", APPEND, columns));
    }

    /**
     * Entries whose positions are taken, by who holds the sessions' rows; as a part of what is written together.
     *
     * @param positions in the order of the entries
     */
    public Statements.Part part(List<TimelineEntry> entries, List<Long> positions) {
        var columns = new ArrayList<@Nullable Object>();
        columns.add(positions.toArray(Long[]::new));
        columns.addAll(columns(entries));
        return new Statements.Part("entries_told", PUT, columns);
    }

    private static List<@Nullable Object> columns(List<TimelineEntry> entries) {
        int count = entries.size();
        var sessions = new UUID[count];
        var kinds = new String[count];
        var types = new String[count];
        var times = new OffsetDateTime[count];
        var actors = new String[count];
        var titles = new String[count];
        var data = new String[count];
        for (int i = 0; i < count; i++) {
            var entry = entries.get(i);
            sessions[i] = entry.sessionId();
            kinds[i] = entry.kind().stored();
            types[i] = entry.type();
            times[i] = entry.at().atOffset(ZoneOffset.UTC);
            actors[i] = entry.actor();
            titles[i] = entry.title();
            data[i] = entry.dataJson();
        }
        return List.of(sessions, kinds, types, times, actors, titles, data);
    }
}
