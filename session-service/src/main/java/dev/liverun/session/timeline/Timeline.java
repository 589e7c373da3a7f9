package dev.liverun.session.timeline;

import dev.liverun.events.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * Writes the timeline. Positions are counted per session under the session's row lock, so that they are visible in their
 * order: whoever has read up to a position has missed nothing before it.
 */
@ApplicationScoped
public class Timeline {

    // What comes after the end is sealed anew, but for what tells of seals themselves.
    // A change that may matter to the pause of required integrations also leaves the mark that they be looked at.
    private static final String TAKE_ONE = """
            update test_sessions
               set last_position = last_position + 1,
                   review_due = review_due or (status = 'ACTIVE' and configuration @> '{"auto_pause": true}')
                       or (status = 'PAUSED' and pause_cause = 'SYSTEM'),
                   seal_due = seal_due or (status in ('COMPLETED', 'FAILED')
                       and $2 not in ('session.sealed', 'session.signed-off'))
             where id = $1
            returning id, last_position
            """;
    private static final String APPEND_ONE = """
            insert into timeline_entries (session_id, position, kind, type, at, actor, title, data)
            select id, last_position, $1, $2, $3, cast($4 as text), $5, cast(cast($6 as text) as jsonb) from taken
            """;
    private static final String LOCK = "select id from test_sessions where id = any($1) order by id for no key update";

    private static final String APPEND_ALL = """
            with arrived as (
                select * from unnest(
                        $1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[])
                    with ordinality as entry (session_id, kind, type, at, actor, title, data, nr)),
            taken as (
                update test_sessions session
                   set last_position = session.last_position + counted.entries,
                       seal_due = seal_due or status in ('COMPLETED', 'FAILED')
                  from (select session_id, count(*) as entries from arrived group by session_id) counted
                 where session.id = counted.session_id
                returning session.id, session.last_position - counted.entries as base)
            insert into timeline_entries (session_id, position, kind, type, at, actor, title, data)
            select id, base + row_number() over (partition by id order by nr),
                   kind, type, at, actor, title, data::jsonb
              from arrived join taken on id = session_id
            """;

    /** Appends in the current Hibernate Reactive transaction. An entry of a session that is gone is dropped. */
    public Uni<Void> append(TimelineEntry entry) {
        return new Statements().and(parts(entry)).execute();
    }

    /** The same as parts of what is written together. */
    public Statements.Part[] parts(TimelineEntry entry) {
        return new Statements.Part[] {
            Statements.Part.of("taken", TAKE_ONE, entry.sessionId(), entry.type()),
            Statements.Part.of(
                    "timeline_entry",
                    APPEND_ONE,
                    entry.kind().stored(),
                    entry.type(),
                    entry.at().atOffset(ZoneOffset.UTC),
                    entry.actor(),
                    entry.title(),
                    entry.dataJson())
        };
    }

    /** Appends all, in this order, in the transaction of {@code transaction}. Those of sessions that are gone are dropped. */
    public Uni<Void> append(SqlConnection transaction, List<TimelineEntry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
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
        var all = Tuple.tuple()
                .addValue(sessions)
                .addValue(kinds)
                .addValue(types)
                .addValue(times)
                .addValue(actors)
                .addValue(titles)
                .addValue(data);
        // In the order of ids, so that two batches wait for each other instead of deadlocking.
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of((Object) sessions))
                .chain(() -> transaction.preparedQuery(APPEND_ALL).execute(all))
                .replaceWithVoid();
    }
}
