package dev.liverun.health.endpoint;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.republish.Pages;
import dev.liverun.events.republish.Republisher;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tells once more which endpoints there are, and were. */
@ApplicationScoped
class EndpointRepublisher implements Republisher {

    private static final int PAGE = 200;

    private final EndpointRepository endpoints;

    EndpointRepublisher(EndpointRepository endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.ENDPOINT_REGISTERED, EventType.ENDPOINT_CHANGED, EventType.ENDPOINT_REMOVED);
    }

    @Override
    public Pages begin() {
        return Pages.by(event -> event.subject(), this::after);
    }

    private Uni<List<Event<?>>> after(UUID last) {
        return Panache.withSession(() -> endpoints
                .find("id > ?1 order by id", last)
                .page(0, PAGE)
                .list()
                .map(page -> page.stream().map(IntegrationEndpoint::asItIs).collect(Collectors.<Event<?>>toList())));
    }
}
