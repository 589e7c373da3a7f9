package dev.liverun.events.inbox;

import dev.liverun.events.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Remembers what each consumer has applied, in the transaction that applies it. */
@ApplicationScoped
public class Inbox {

    // Sorted, so that two replicas that share a redelivered batch wait for each other instead of deadlocking.
    private static final String REMEMBER =
            "insert into inbox (consumer, event_id) select $1, id from unnest($2::uuid[]) as id order by id"
                    + " on conflict do nothing returning event_id";

    /** Those of {@code events} that {@code consumer} has not applied, each once, in their order. */
    public Uni<List<Event<?>>> firstTime(String consumer, List<Event<?>> events, SqlConnection transaction) {
        var byId = new LinkedHashMap<UUID, Event<?>>();
        events.forEach(event -> byId.putIfAbsent(event.id(), event));
        return transaction
                .preparedQuery(REMEMBER)
                .execute(Tuple.of(consumer, byId.keySet().toArray(UUID[]::new)))
                .map(rows -> {
                    var fresh = new HashSet<UUID>();
                    rows.forEach(row -> fresh.add(row.getUUID(0)));
                    return byId.values().stream()
                            .filter(event -> fresh.contains(event.id()))
                            .collect(Collectors.toList());
                });
    }
}
