package dev.liverun.health.receiver;

import dev.liverun.health.receiver.Receiver.Format;
import dev.liverun.health.versioned.VersionedStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Receivers in the database. */
@ApplicationScoped
class ReceiverStore implements VersionedStore<Receiver> {

    private static final String PUT = """
            insert into alarm_receivers as r (id, name, url, format, credential, enabled, created_at, version)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (id) do update
               set name = excluded.name, url = excluded.url, format = excluded.format,
                   credential = excluded.credential, enabled = excluded.enabled, version = excluded.version
             where r.version = excluded.version - 1
            """;

    private final Pool pool;

    ReceiverStore(Pool pool) {
        this.pool = pool;
    }

    Uni<List<Receiver>> all() {
        return pool.query("select * from alarm_receivers order by lower(name), id")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ReceiverStore::receiver)
                        .toList());
    }

    @Override
    public Uni<Optional<Receiver>> one(UUID id) {
        return pool.preparedQuery("select * from alarm_receivers where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ReceiverStore::receiver)
                        .findFirst());
    }

    @Override
    public Uni<Boolean> put(SqlConnection transaction, Receiver receiver) {
        return transaction
                .preparedQuery(PUT)
                .execute(Tuple.tuple()
                        .addValue(receiver.id())
                        .addValue(receiver.name())
                        .addValue(receiver.url())
                        .addValue(receiver.format().name())
                        .addValue(receiver.credential())
                        .addValue(receiver.enabled())
                        .addValue(receiver.createdAt().atOffset(ZoneOffset.UTC))
                        .addValue(receiver.version()))
                .map(written -> written.rowCount() == 1);
    }

    @Override
    public Uni<Boolean> delete(SqlConnection transaction, Receiver receiver) {
        return transaction
                .preparedQuery("delete from alarm_receivers where id = $1 and version = $2")
                .execute(Tuple.of(receiver.id(), receiver.version()))
                .map(gone -> gone.rowCount() == 1);
    }

    static Receiver receiver(Row row) {
        return new Receiver(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("url"),
                Format.valueOf(row.getString("format")),
                row.getString("credential"),
                row.getBoolean("enabled"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getLong("version"));
    }
}
