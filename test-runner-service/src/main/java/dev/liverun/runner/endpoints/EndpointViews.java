package dev.liverun.runner.endpoints;

import dev.liverun.api.problem.Unavailable;
import dev.liverun.events.contract.EndpointSnapshot;
import dev.liverun.runner.peers.Peers;
import dev.liverun.runner.recording.StoredJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The endpoints as they are known here; filled by events, and by asking the owner once about an unknown one. */
@ApplicationScoped
public class EndpointViews {

    private static final String BY_ID = "select cast(snapshot as text) as snapshot from endpoint_view where id = $1";

    private static final String BY_NAME =
            "select cast(snapshot as text) as snapshot from endpoint_view where name = $1 and not removed order by id";

    /** Of two states of the same endpoint the later one stays, in whatever order they arrive. */
    private static final String UPSERT = """
            insert into endpoint_view (id, version, name, enabled, removed, snapshot)
            values ($1, $2, $3, $4, $5, $6::text::jsonb)
            on conflict (id) do update
               set version = excluded.version, name = excluded.name, enabled = excluded.enabled,
                   removed = excluded.removed, snapshot = excluded.snapshot
             where endpoint_view.version <= excluded.version and not endpoint_view.removed
            """;

    private final Pool pool;
    private final Peers peers;

    EndpointViews(Pool pool, Peers peers) {
        this.pool = pool;
        this.peers = peers;
    }

    /** The endpoint, if it exists; on a miss its owner is asked once. */
    public Uni<Optional<EndpointView>> find(UUID id) {
        return read(id).chain(known -> known.isPresent() ? Uni.createFrom().item(known) : fetch(id));
    }

    /**
     * The endpoint, if it exists. One that cannot be used may only be behind, because the event that tells of the change
     * is still on its way: its owner is asked once before it counts.
     */
    public Uni<Optional<EndpointView>> findUsable(UUID id) {
        return find(id).chain(known -> known.isEmpty() || known.get().unusable().isEmpty()
                ? Uni.createFrom().item(known)
                : fetch(id)
                        .map(fetched -> fetched.or(() -> known))
                        .onFailure(Unavailable.class)
                        .recoverWithItem(known));
    }

    /** Those that are called so and were not removed; the name of an integration may be used several times. */
    public Uni<List<EndpointView>> named(String name) {
        return pool.preparedQuery(BY_NAME).execute(Tuple.of(name)).map(EndpointViews::views);
    }

    private Uni<Optional<EndpointView>> fetch(UUID id) {
        return peers.endpoint(id)
                .chain(answer -> answer.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : put(answer.get(), pool).chain(() -> read(id)));
    }

    private Uni<Optional<EndpointView>> read(UUID id) {
        return pool.preparedQuery(BY_ID).execute(Tuple.of(id)).map(rows -> views(rows).stream()
                .findFirst());
    }

    Uni<Void> put(EndpointSnapshot endpoint, SqlClient client) {
        return client.preparedQuery(UPSERT)
                .execute(Tuple.tuple()
                        .addValue(endpoint.id())
                        .addValue(endpoint.version())
                        .addValue(endpoint.name())
                        .addValue(endpoint.enabled())
                        .addValue(endpoint.removed())
                        .addValue(StoredJson.write(endpoint)))
                .replaceWithVoid();
    }

    private static List<EndpointView> views(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new EndpointView(StoredJson.read(row.getString("snapshot"), EndpointSnapshot.class)))
                .toList();
    }
}
