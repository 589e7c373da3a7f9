package dev.liverun.events.rebuild;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The table {@code view_rebuilds}. */
@ApplicationScoped
class RebuildStore {

    private static final String COLUMNS = "id, view, state, requested_by, requested_at, filling_at, ended_at, events,"
            + " answered, next_offset, error";
    private static final String SELECT = "select " + COLUMNS + " from view_rebuilds";
    private static final String INSERT = "insert into view_rebuilds (id, view, state, requested_by, requested_at)"
            + " values ($1, $2, 'REQUESTED', $3, $4) on conflict do nothing returning " + COLUMNS;
    private static final String BEGIN = "update view_rebuilds set state = 'FILLING', filling_at = clock_timestamp()"
            + " where id = $1 and state = 'REQUESTED' returning " + COLUMNS;
    private static final String PROGRESS = "update view_rebuilds set next_offset = $2, events = events + $3,"
            + " answered = (select coalesce(array_agg(distinct type order by type), '{}')"
            + " from unnest(answered || $4::text[]) as type) where id = $1 and state = 'FILLING' returning " + COLUMNS;
    // Whoever applies events to the view that is filled holds the row against this.
    private static final String HOLD = SELECT + " where id = $1 and state in ('REQUESTED', 'FILLING') for update";
    private static final String END = "update view_rebuilds set state = $2, error = $3, ended_at = clock_timestamp()"
            + " where id = $1 returning " + COLUMNS;

    private final Pool pool;

    RebuildStore(Pool pool) {
        this.pool = pool;
    }

    /** Empty when the view is being rebuilt already. */
    Uni<Optional<Rebuild>> insert(UUID id, String view, String requestedBy, Instant now, SqlConnection transaction) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.of(id, view, requestedBy, now.atOffset(ZoneOffset.UTC)))
                .map(RebuildStore::first);
    }

    Uni<List<Rebuild>> latest(int limit) {
        return pool.preparedQuery(SELECT + " order by requested_at desc, id desc limit $1")
                .execute(Tuple.of(limit))
                .map(RebuildStore::all);
    }

    /** Those that are to be worked on, the oldest first. */
    Uni<List<Rebuild>> open() {
        return pool.query(SELECT + " where state in ('REQUESTED', 'FILLING') order by requested_at")
                .execute()
                .map(RebuildStore::all);
    }

    Uni<Optional<Rebuild>> find(UUID id) {
        return pool.preparedQuery(SELECT + " where id = $1")
                .execute(Tuple.of(id))
                .map(RebuildStore::first);
    }

    /** Empty when it is not REQUESTED any more. */
    Uni<Optional<Rebuild>> begin(UUID id, SqlConnection transaction) {
        return transaction.preparedQuery(BEGIN).execute(Tuple.of(id)).map(RebuildStore::first);
    }

    /** Empty when it is not FILLING any more. */
    Uni<Optional<Rebuild>> progress(
            UUID id, long nextOffset, long events, Collection<String> answered, SqlConnection transaction) {
        return transaction
                .preparedQuery(PROGRESS)
                .execute(Tuple.of(id, nextOffset, events, answered.toArray(String[]::new)))
                .map(RebuildStore::first);
    }

    /** Waits for those who apply events to it, and lets no others begin. Empty when it has ended. */
    Uni<Optional<Rebuild>> hold(UUID id, SqlConnection transaction) {
        return transaction.preparedQuery(HOLD).execute(Tuple.of(id)).map(RebuildStore::first);
    }

    Uni<Rebuild> end(UUID id, RebuildState state, @Nullable String error, SqlConnection transaction) {
        return transaction
                .preparedQuery(END)
                .execute(Tuple.of(id, state.name(), error))
                .map(rows -> first(rows).orElseThrow());
    }

    private static Optional<Rebuild> first(RowSet<Row> rows) {
        return all(rows).stream().findFirst();
    }

    private static List<Rebuild> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(RebuildStore::read)
                .toList();
    }

    private static Rebuild read(Row row) {
        return new Rebuild(
                row.getUUID("id"),
                row.getString("view"),
                RebuildState.valueOf(row.getString("state")),
                row.getString("requested_by"),
                row.getOffsetDateTime("requested_at").toInstant(),
                instant(row.getOffsetDateTime("filling_at")),
                instant(row.getOffsetDateTime("ended_at")),
                row.getLong("events"),
                List.of(row.getArrayOfStrings("answered")),
                row.getLong("next_offset"),
                row.getString("error"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
