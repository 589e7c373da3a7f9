package dev.liverun.events.halt;

import dev.liverun.events.contract.HaltSnapshot;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** The table {@code halt}, of one row. */
@ApplicationScoped
public class HaltStore {

    private static final String SELECT = "select halted, reason, since, version from halt";

    private static final String CHANGE = "update halt set halted = $1, reason = $2, since = $3, version = version + 1"
            + " returning halted, reason, since, version";

    private static final String KEEP =
            "update halt set halted = $1, reason = $2, since = $3, version = $4" + " where version < $4";

    public Uni<HaltSnapshot> read(SqlClient client) {
        return client.query(SELECT).execute().map(HaltStore::snapshot);
    }

    /** By its owner, who publishes the state that is returned. */
    public Uni<HaltSnapshot> change(boolean halted, String reason, Instant now, SqlClient transaction) {
        return transaction
                .preparedQuery(CHANGE)
                .execute(Tuple.of(halted, reason, now.atOffset(ZoneOffset.UTC)))
                .map(HaltStore::snapshot);
    }

    /** By the others, as they are told; an older state changes nothing. */
    Uni<Void> keep(HaltSnapshot told, SqlClient transaction) {
        return transaction
                .preparedQuery(KEEP)
                .execute(Tuple.of(told.halted(), told.reason(), told.since().atOffset(ZoneOffset.UTC), told.version()))
                .replaceWithVoid();
    }

    private static HaltSnapshot snapshot(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        return new HaltSnapshot(
                HaltSnapshot.ID,
                row.getBoolean("halted"),
                row.getString("reason"),
                row.getOffsetDateTime("since").toInstant(),
                row.getLong("version"));
    }
}
