package dev.liverun.events.rebuild;

import dev.liverun.events.Event;
import dev.liverun.events.inbox.EventHandler;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/**
 * A view that an operator can have made anew, from what the owners of its events have, while it is read.
 *
 * <p>Its {@link #name()} is of lower-case letters and underscores.
 */
public interface RebuildableView extends EventHandler {

    /** All tables of the view, in the order in which they can be filled. */
    List<ViewTable> tables();

    /**
     * Writes the events to the view's tables and nowhere else: the names of the tables mean those of the view that is being
     * filled, or the live ones. {@link #apply} does the same, and whatever else follows from the events.
     */
    Uni<Void> fill(List<Event<?>> events, SqlConnection transaction);
}
