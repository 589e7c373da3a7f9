package dev.liverun.events.inbox;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Set;

/**
 * Applies events to a view of its own. Declare an application-scoped bean; the events it names arrive by themselves.
 *
 * <p>Each event is handed over once: the batch, its entry in the inbox and all that {@link #apply} writes through the
 * given connection commit together. Write state events with {@code … on conflict (id) do update … where
 * view.sequence < excluded.sequence}, so that an older one changes nothing; accept facts whose parent has not arrived.
 */
public interface EventHandler {

    /** This view's name in the inbox; unique in the service and never changed. */
    String name();

    Set<EventType> types();

    /** Whether this view cares about this event; if not, it leaves no trace. */
    default boolean concerns(Event<?> event) {
        return true;
    }

    /**
     * Applies events in the order of their arrival. They are new to this view.
     *
     * @return fails with a database or I/O failure to be given the same events again, and with anything else to have the
     *     offending event put among the dead letters
     */
    Uni<Void> apply(List<Event<?>> events, SqlConnection transaction);
}
