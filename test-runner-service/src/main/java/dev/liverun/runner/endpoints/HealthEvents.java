package dev.liverun.runner.endpoints;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.HealthChanged;
import dev.liverun.events.inbox.EventHandler;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** Keeps the confirmed health of each endpoint: evidence for who is at fault when a test fails. */
@ApplicationScoped
class HealthEvents implements EventHandler {

    private static final String UPSERT = """
            insert into endpoint_health_view (endpoint_id, sequence, status, reason, since)
            values ($1, $2, $3, $4, $5)
            on conflict (endpoint_id) do update
               set sequence = excluded.sequence, status = excluded.status, reason = excluded.reason,
                   since = excluded.since
             where endpoint_health_view.sequence < excluded.sequence
            """;

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
        List<Tuple> rows = events.stream().map(HealthEvents::row).toList();
        return transaction.preparedQuery(UPSERT).executeBatch(rows).replaceWithVoid();
    }

    private static Tuple row(Event<?> event) {
        HealthChanged health = (HealthChanged) event.data();
        return Tuple.of(
                health.endpointId(),
                event.sequence(),
                health.to().name(),
                health.reason(),
                health.since().atOffset(ZoneOffset.UTC));
    }
}
