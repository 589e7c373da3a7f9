package dev.liverun.health.throttle;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.EndpointThrottled;
import dev.liverun.events.inbox.EventHandler;
import dev.liverun.integrations.IntegrationClient;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps pauses that other services learnt from an endpoint: no check is sent earlier. */
@ApplicationScoped
class ThrottleHandler implements EventHandler {

    private static final String PAUSE = """
            update check_schedule
               set paused_until = greatest(paused_until, $2), next_due_at = greatest(next_due_at, $2)
             where endpoint_id = $1
            """;

    private final IntegrationClient client;
    private final String service;

    ThrottleHandler(IntegrationClient client, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.client = client;
        this.service = service;
    }

    @Override
    public String name() {
        return "throttles";
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.ENDPOINT_THROTTLED);
    }

    /** What this service published it knows already. */
    @Override
    public boolean concerns(Event<?> event) {
        return event.data() instanceof EndpointThrottled throttled
                && !throttled.observedBy().equals(service);
    }

    @Override
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        // In the order of ids, in which everybody takes these rows.
        Map<UUID, Instant> pauses = new TreeMap<>();
        for (var event : events) {
            var throttled = (EndpointThrottled) event.data();
            pauses.merge(
                    throttled.endpointId(), throttled.pausedUntil(), (one, other) -> one.isAfter(other) ? one : other);
        }
        return Multi.createFrom()
                .iterable(pauses.entrySet())
                .onItem()
                .transformToUniAndConcatenate(pause -> transaction
                        .preparedQuery(PAUSE)
                        .execute(Tuple.of(pause.getKey(), pause.getValue().atOffset(ZoneOffset.UTC)))
                        .chain(() -> client.pauseUntil(pause.getKey(), pause.getValue())))
                .onItem()
                .ignoreAsUni();
    }
}
