package dev.liverun.feedback.search;

import dev.liverun.api.problem.NotFound;
import dev.liverun.events.Ids;
import dev.liverun.feedback.reports.Timing;
import dev.liverun.feedback.search.SavedViewsResource.SavedView;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The table {@code saved_views}. */
@ApplicationScoped
class SavedViews {

    private static final String ALL = """
            select id, owner, name, shared, query, created_at from saved_views
             where owner = $1 or shared order by owner <> $1, name, id limit 500
            """;

    private static final String ADD = """
            insert into saved_views (id, owner, name, shared, query, created_at) values ($1, $2, $3, $4, $5, $6)
            returning id, owner, name, shared, query, created_at
            """;

    private static final String CHANGE = """
            update saved_views set name = $3, shared = $4, query = $5 where id = $1 and owner = $2
            returning id, owner, name, shared, query, created_at
            """;

    private static final String DELETE = "delete from saved_views where id = $1 and owner = $2";

    private final Pool pool;
    private final Timing timing;

    SavedViews(Pool pool, Timing timing) {
        this.pool = pool;
        this.timing = timing;
    }

    Uni<List<SavedView>> of(String owner) {
        return pool.preparedQuery(ALL).execute(Tuple.of(owner)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(SavedViews::read)
                .toList());
    }

    Uni<SavedView> add(
            SqlConnection transaction, String owner, String name, boolean shared, Map<String, Object> query) {
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.of(
                        Ids.next(),
                        owner,
                        name,
                        shared,
                        new JsonObject(query),
                        timing.now().atOffset(ZoneOffset.UTC)))
                .map(rows -> read(rows.iterator().next()));
    }

    /** Fails with {@link NotFound} where it is another's, too. */
    Uni<SavedView> change(UUID id, String owner, String name, boolean shared, Map<String, Object> query) {
        return pool.preparedQuery(CHANGE)
                .execute(Tuple.of(id, owner, name, shared, new JsonObject(query)))
                .invoke(rows -> found(rows, id))
                .map(rows -> read(rows.iterator().next()));
    }

    Uni<Void> delete(UUID id, String owner) {
        return pool.preparedQuery(DELETE)
                .execute(Tuple.of(id, owner))
                .invoke(rows -> found(rows, id))
                .replaceWithVoid();
    }

    private static void found(RowSet<Row> rows, UUID id) {
        if (rows.rowCount() == 0) {
            throw new NotFound("saved view of yours", id);
        }
    }

    private static SavedView read(Row row) {
        return new SavedView(
                row.getUUID("id"),
                row.getString("owner"),
                row.getString("name"),
                row.getBoolean("shared"),
                row.getJsonObject("query").getMap(),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
