package dev.liverun.health.maintenance;

import dev.liverun.health.versioned.VersionedStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Maintenance windows in the database. */
@ApplicationScoped
class WindowStore implements VersionedStore<MaintenanceWindow> {

    private static final String ALL = "select * from maintenance_windows order by created_at desc, id desc";
    private static final String ONE = "select * from maintenance_windows where id = $1";
    private static final String PUT = """
            insert into maintenance_windows as w (id, title, endpoint_ids, tags, groups, starts_at, ends_at, cron,
                                                  duration_minutes, time_zone, created_by, created_at, version)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            on conflict (id) do update
               set title = excluded.title, endpoint_ids = excluded.endpoint_ids, tags = excluded.tags,
                   groups = excluded.groups, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
                   cron = excluded.cron, duration_minutes = excluded.duration_minutes, time_zone = excluded.time_zone,
                   version = excluded.version
             where w.version = excluded.version - 1
            """;
    private static final String DELETE = "delete from maintenance_windows where id = $1 and version = $2";

    private final Pool pool;

    WindowStore(Pool pool) {
        this.pool = pool;
    }

    /** There are few; the newest first. */
    Uni<List<MaintenanceWindow>> all() {
        return pool.query(ALL).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(WindowStore::window)
                .toList());
    }

    @Override
    public Uni<Optional<MaintenanceWindow>> one(UUID id) {
        return pool.preparedQuery(ONE).execute(Tuple.of(id)).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(WindowStore::window)
                .findFirst());
    }

    @Override
    public Uni<Boolean> put(SqlConnection transaction, MaintenanceWindow window) {
        return transaction
                .preparedQuery(PUT)
                .execute(Tuple.tuple()
                        .addValue(window.id())
                        .addValue(window.title())
                        .addValue(window.endpointIds().toArray(UUID[]::new))
                        .addValue(window.tags().toArray(String[]::new))
                        .addValue(window.groups().toArray(String[]::new))
                        .addValue(utc(window.startsAt()))
                        .addValue(utc(window.endsAt()))
                        .addValue(window.cron())
                        .addValue(window.durationMinutes())
                        .addValue(window.timeZone())
                        .addValue(window.createdBy())
                        .addValue(utc(window.createdAt()))
                        .addValue(window.version()))
                .map(written -> written.rowCount() == 1);
    }

    @Override
    public Uni<Boolean> delete(SqlConnection transaction, MaintenanceWindow window) {
        return transaction
                .preparedQuery(DELETE)
                .execute(Tuple.of(window.id(), window.version()))
                .map(gone -> gone.rowCount() == 1);
    }

    private static MaintenanceWindow window(Row row) {
        return new MaintenanceWindow(
                row.getUUID("id"),
                row.getString("title"),
                Arrays.asList(row.getArrayOfUUIDs("endpoint_ids")),
                Arrays.asList(row.getArrayOfStrings("tags")),
                Arrays.asList(row.getArrayOfStrings("groups")),
                instant(row.getOffsetDateTime("starts_at")),
                instant(row.getOffsetDateTime("ends_at")),
                row.getString("cron"),
                row.getInteger("duration_minutes"),
                row.getString("time_zone"),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getLong("version"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
