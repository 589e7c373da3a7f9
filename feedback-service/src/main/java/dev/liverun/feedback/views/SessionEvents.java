package dev.liverun.feedback.views;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.SessionEvent;
import dev.liverun.events.contract.SessionPurged;
import dev.liverun.events.inbox.EventHandler;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Keeps the view of sessions. A purged session's reports stay; they just cannot be added to. */
@ApplicationScoped
class SessionEvents implements EventHandler {

    private final SessionViews sessions;

    SessionEvents(SessionViews sessions) {
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public Set<EventType> types() {
        return EnumSet.range(EventType.SESSION_CREATED, EventType.SESSION_PURGED);
    }

    @Override
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event -> apply((SessionEvent) event.data(), transaction))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> apply(SessionEvent event, SqlConnection transaction) {
        var session = event.session();
        return sessions.put(
                new KnownSession(
                        session.id(),
                        session.version(),
                        session.name(),
                        session.status(),
                        session.testerId(),
                        session.participants(),
                        session.configuration()),
                event instanceof SessionPurged,
                transaction);
    }
}
