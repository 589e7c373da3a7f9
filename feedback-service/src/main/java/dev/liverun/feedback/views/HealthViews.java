package dev.liverun.feedback.views;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.HealthChanged;
import dev.liverun.events.inbox.EventHandler;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The table {@code health_view}: each integration's confirmed health now. */
@ApplicationScoped
public class HealthViews implements EventHandler {

    private static final String UPSERT = """
            insert into health_view as known (endpoint_id, endpoint_name, sequence, status, reason, since)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (endpoint_id) do update
               set endpoint_name = excluded.endpoint_name, sequence = excluded.sequence, status = excluded.status,
                   reason = excluded.reason, since = excluded.since
             where known.sequence < excluded.sequence
            """;

    private static final String ALL =
            "select endpoint_id, endpoint_name, status, reason, since from health_view order by endpoint_name";

    @Override
    public String name() {
        return "health";
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.HEALTH_CHANGED);
    }

    @Override
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        return transaction
                .preparedQuery(UPSERT)
                .executeBatch(events.stream().map(HealthViews::row).toList())
                .replaceWithVoid();
    }

    /** Every integration's, by name. */
    public Uni<List<KnownHealth>> all(SqlClient client) {
        return client.preparedQuery(ALL).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new KnownHealth(
                        row.getUUID("endpoint_id"),
                        row.getString("endpoint_name"),
                        row.getString("status"),
                        row.getString("reason"),
                        row.getOffsetDateTime("since").toInstant()))
                .toList());
    }

    private static Tuple row(Event<?> event) {
        var change = (HealthChanged) event.data();
        return Tuple.of(
                change.endpointId(),
                change.endpointName(),
                event.sequence(),
                change.to().name(),
                change.reason(),
                change.since().atOffset(ZoneOffset.UTC));
    }
}
