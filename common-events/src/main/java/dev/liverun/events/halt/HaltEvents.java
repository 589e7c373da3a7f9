package dev.liverun.events.halt;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.CallsHalted;
import dev.liverun.events.contract.CallsReleased;
import dev.liverun.events.contract.HaltSnapshot;
import dev.liverun.events.inbox.EventHandler;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Keeps what the owner of the kill switch tells. */
@ApplicationScoped
class HaltEvents implements EventHandler {

    private final HaltStore store;

    HaltEvents(HaltStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "halt";
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.CALLS_HALTED, EventType.CALLS_RELEASED);
    }

    @Override
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event -> store.keep(snapshot(event), transaction))
                .onItem()
                .ignoreAsUni();
    }

    private static HaltSnapshot snapshot(Event<?> event) {
        return event.data() instanceof CallsHalted halted ? halted.halt() : ((CallsReleased) event.data()).halt();
    }
}
