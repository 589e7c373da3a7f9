package dev.liverun.events.republish;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.RebuildRequested;
import dev.liverun.events.inbox.EventHandler;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** Notes down what other services want to hear once more; {@link RepublishJob} answers. */
@ApplicationScoped
class RepublishRequests implements EventHandler {

    private static final String NOTE = "insert into republications (rebuild_id, topic, types, requested_at)"
            + " values ($1, $2, $3, $4) on conflict do nothing";

    private final List<Republisher> republishers;

    RepublishRequests(@All List<Republisher> republishers) {
        this.republishers = republishers;
    }

    @Override
    public String name() {
        return "republications";
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.REBUILD_REQUESTED);
    }

    @Override
    public boolean concerns(Event<?> event) {
        var wanted = ((RebuildRequested) event.data()).types();
        return republishers.stream()
                .flatMap(republisher -> republisher.types().stream())
                .anyMatch(type -> wanted.contains(type.ceType()));
    }

    @Override
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        var rows = events.stream().map(RepublishRequests::row).toList();
        return transaction.preparedQuery(NOTE).executeBatch(rows).replaceWithVoid();
    }

    private static Tuple row(Event<?> event) {
        var request = (RebuildRequested) event.data();
        return Tuple.of(
                request.rebuildId(),
                request.topic(),
                request.types().toArray(String[]::new),
                event.time().atOffset(ZoneOffset.UTC));
    }
}
