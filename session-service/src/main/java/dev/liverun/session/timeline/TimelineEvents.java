package dev.liverun.session.timeline;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.inbox.EventHandler;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/**
 * Puts what other services tell on the timelines of the sessions it belongs to. After the views, so that whoever follows
 * a timeline finds there what it speaks of.
 */
@ApplicationScoped
@Priority(0)
class TimelineEvents implements EventHandler {

    private final Timeline timeline;

    TimelineEvents(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public String name() {
        return "timeline";
    }

    @Override
    public Set<EventType> types() {
        return Set.of(
                EventType.HEALTH_CHANGED,
                EventType.RUN_STARTED,
                EventType.RUN_COMPLETED,
                EventType.TEST_COMPLETED,
                EventType.TEST_RECLASSIFIED,
                EventType.FEEDBACK_FILED,
                EventType.FEEDBACK_CHANGED,
                EventType.FEEDBACK_LINKED,
                EventType.FEEDBACK_RESOLVED,
                EventType.ATTACHMENT_ADDED);
    }

    @Override
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        return timeline.append(
                transaction, events.stream().flatMap(Wording::entriesFor).toList());
    }
}
