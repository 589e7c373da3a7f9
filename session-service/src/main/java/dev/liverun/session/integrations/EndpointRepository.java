package dev.liverun.session.integrations;

import dev.liverun.session.integrations.KnownEndpoint.LastCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads what is known about integrations. There are few of them, so they are read together. */
@ApplicationScoped
public class EndpointRepository {

    private static final String ALL = """
            select coalesce(endpoint.id, health.endpoint_id) as id,
                   coalesce(endpoint.name, health.endpoint_name) as name,
                   coalesce(endpoint.enabled, true) as enabled,
                   coalesce(endpoint.removed, false) as removed,
                   health.status, health.reason, health.since,
                   last.status as last_status, last.response_time_ms, last.error_message, last.checked_at
              from endpoints endpoint
              full join endpoint_health health on health.endpoint_id = endpoint.id
              left join endpoint_checks last on last.endpoint_id = coalesce(endpoint.id, health.endpoint_id)
             order by 2, 1
            """;

    private static final String KNOWN = "select id from endpoints where id = any($1)";

    // Sequence 0: whatever the owner has published since takes precedence.
    private static final String REMEMBER = """
            insert into endpoints (id, name, base_url, enabled, removed, sequence)
            values ($1, $2, $3, $4, false, 0) on conflict do nothing
            """;

    private final Pool pool;

    EndpointRepository(Pool pool) {
        this.pool = pool;
    }

    /** All, by name; those that were removed are among them. */
    public Uni<List<KnownEndpoint>> all() {
        return all(pool);
    }

    /** The same over {@code client}, such as a transaction that sees everything at one moment. */
    public Uni<List<KnownEndpoint>> all(SqlClient client) {
        return client.query(ALL).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(EndpointRepository::read)
                .toList());
    }

    Uni<List<UUID>> known(List<UUID> ids) {
        return pool.preparedQuery(KNOWN)
                .execute(Tuple.of((Object) ids.toArray(UUID[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID(0))
                        .toList());
    }

    Uni<Void> remember(IntegrationsClient.Integration integration) {
        return pool.preparedQuery(REMEMBER)
                .execute(Tuple.of(integration.id(), integration.name(), integration.baseUrl(), integration.enabled()))
                .replaceWithVoid();
    }

    private static KnownEndpoint read(Row row) {
        var lastStatus = row.getString("last_status");
        return new KnownEndpoint(
                row.getUUID("id"),
                row.getString("name"),
                row.getBoolean("enabled"),
                row.getBoolean("removed"),
                row.getString("status"),
                row.getString("reason"),
                instant(row.getOffsetDateTime("since")),
                lastStatus == null
                        ? null
                        : new LastCheck(
                                lastStatus,
                                row.getInteger("response_time_ms"),
                                row.getString("error_message"),
                                row.getOffsetDateTime("checked_at").toInstant()));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
