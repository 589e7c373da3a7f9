package dev.liverun.session.integrations;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.EndpointChanged;
import dev.liverun.events.contract.EndpointRegistered;
import dev.liverun.events.contract.EndpointRemoved;
import dev.liverun.events.contract.EndpointSnapshot;
import dev.liverun.events.rebuild.RebuildableView;
import dev.liverun.events.rebuild.ViewTable;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Keeps the view of integrations. */
@ApplicationScoped
@Priority(50)
class EndpointEvents implements RebuildableView {

    private static final String UPSERT = """
            insert into endpoints as known (id, name, base_url, enabled, removed, sequence)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (id) do update
               set name = excluded.name, base_url = excluded.base_url, enabled = excluded.enabled,
                   removed = excluded.removed, sequence = excluded.sequence
             where known.sequence < excluded.sequence
            """;

    private final ReviewMarks reviews;

    EndpointEvents(ReviewMarks reviews) {
        this.reviews = reviews;
    }

    @Override
    public String name() {
        return "endpoints";
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.ENDPOINT_REGISTERED, EventType.ENDPOINT_CHANGED, EventType.ENDPOINT_REMOVED);
    }

    @Override
    public List<ViewTable> tables() {
        return List.of(ViewTable.whole("endpoints"));
    }

    @Override
    public Uni<Void> fill(List<Event<?>> events, SqlConnection transaction) {
        var rows = events.stream().map(EndpointEvents::row).toList();
        return transaction.preparedQuery(UPSERT).executeBatch(rows).replaceWithVoid();
    }

    @Override
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        var concerned = events.stream()
                .map(EndpointEvents::snapshot)
                .map(endpoint -> new ReviewMarks.Concerned(endpoint.id(), endpoint.name()))
                .toList();
        return fill(events, transaction).chain(() -> reviews.mark(transaction, concerned));
    }

    private static Tuple row(Event<?> event) {
        var endpoint = snapshot(event);
        return Tuple.of(
                endpoint.id(),
                endpoint.name(),
                endpoint.baseUrl(),
                endpoint.enabled(),
                endpoint.removed(),
                event.sequence());
    }

    private static EndpointSnapshot snapshot(Event<?> event) {
        if (event.data() instanceof EndpointRegistered registered) {
            return registered.endpoint();
        } else if (event.data() instanceof EndpointChanged changed) {
            return changed.endpoint();
        } else if (event.data() instanceof EndpointRemoved removed) {
            return removed.endpoint();
        }
        throw new IllegalArgumentException("tells nothing about an integration: " + event.type());
    }
}
