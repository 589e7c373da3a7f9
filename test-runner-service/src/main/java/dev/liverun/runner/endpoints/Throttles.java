package dev.liverun.runner.endpoints;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.Ids;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.EndpointThrottled;
import dev.liverun.events.inbox.EventHandler;
import dev.liverun.events.outbox.Outbox;
import dev.liverun.integrations.IntegrationClient;
import dev.liverun.integrations.Throttle;
import dev.liverun.integrations.ThrottleListener;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A pause that an endpoint asks for holds for everybody: ours is published, others' are kept. */
@ApplicationScoped
class Throttles implements ThrottleListener, EventHandler {

    private final IntegrationClient client;
    private final Transactions transactions;
    private final Outbox outbox;
    private final Clock clock;
    private final String service;

    Throttles(
            IntegrationClient client,
            Transactions transactions,
            Outbox outbox,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.client = client;
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
        this.service = service;
    }

    @Override
    public Uni<Void> throttled(Throttle throttle) {
        Instant now = clock.instant();
        var told = Event.fact(
                Ids.next(), new EndpointThrottled(throttle.endpointId(), throttle.pausedUntil(), now, service), now);
        return transactions.onConnection(transaction -> outbox.append(transaction, List.of(told)));
    }

    @Override
    public String name() {
        return "throttles";
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.ENDPOINT_THROTTLED);
    }

    @Override
    public boolean concerns(Event<?> event) {
        EndpointThrottled throttled = (EndpointThrottled) event.data();
        return !throttled.observedBy().equals(service)
                && throttled.pausedUntil().isAfter(clock.instant());
    }

    @Override
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event -> keep((EndpointThrottled) event.data()))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> keep(EndpointThrottled throttled) {
        return client.pauseUntil(throttled.endpointId(), throttled.pausedUntil());
    }
}
