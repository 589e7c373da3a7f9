package dev.liverun.runner.endpoints;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.EndpointChanged;
import dev.liverun.events.contract.EndpointEvent;
import dev.liverun.events.contract.EndpointRegistered;
import dev.liverun.events.contract.EndpointRemoved;
import dev.liverun.events.contract.EndpointSnapshot;
import dev.liverun.events.contract.EndpointThrottled;
import dev.liverun.events.inbox.EventHandler;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Keeps the view of endpoints. */
@ApplicationScoped
class EndpointEvents implements EventHandler {

    private final EndpointViews endpoints;

    EndpointEvents(EndpointViews endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public String name() {
        return "endpoints";
    }

    @Override
    public Set<EventType> types() {
        return EnumSet.range(EventType.ENDPOINT_REGISTERED, EventType.ENDPOINT_REMOVED);
    }

    @Override
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(
                        event -> endpoints.put(snapshot((EndpointEvent) event.data()), transaction))
                .onItem()
                .ignoreAsUni();
    }

    private static EndpointSnapshot snapshot(EndpointEvent event) {
        if (event instanceof EndpointRegistered registered) {
            return registered.endpoint();
        }
        if (event instanceof EndpointChanged changed) {
            return changed.endpoint();
        }
        if (event instanceof EndpointRemoved removed) {
            return asRemoved(removed.endpoint());
        }
        throw new IllegalArgumentException("not a state of an endpoint: " + ((EndpointThrottled) event).endpointId());
    }

    private static EndpointSnapshot asRemoved(EndpointSnapshot endpoint) {
        return new EndpointSnapshot(
                endpoint.id(),
                endpoint.name(),
                endpoint.baseUrl(),
                endpoint.healthCheckUrl(),
                endpoint.auth(),
                endpoint.rateLimitPerMinute(),
                endpoint.timeoutSeconds(),
                endpoint.retryAttempts(),
                endpoint.enabled(),
                true,
                endpoint.tags(),
                endpoint.version());
    }
}
