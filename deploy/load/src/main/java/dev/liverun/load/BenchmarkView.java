package dev.liverun.load;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.inbox.EventHandler;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A view as a service would keep one. */
@ApplicationScoped
class BenchmarkView implements EventHandler {

    @Override
    public String name() {
        return "benchmark";
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.SESSION_STARTED);
    }

    @Override
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        return transaction
                .preparedQuery("insert into benchmark_view (id) select unnest($1::uuid[])")
                .execute(Tuple.of((Object) events.stream().map(Event::id).toArray(UUID[]::new)))
                .replaceWithVoid();
    }
}
