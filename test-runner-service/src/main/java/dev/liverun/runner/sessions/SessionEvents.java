package dev.liverun.runner.sessions;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.SessionEvent;
import dev.liverun.events.contract.SessionFailed;
import dev.liverun.events.contract.SessionPurged;
import dev.liverun.events.inbox.EventHandler;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Keeps the view of sessions; a session that failed ends its runs. */
@ApplicationScoped
class SessionEvents implements EventHandler {

    private final SessionViews sessions;
    private final FailedSessions failedSessions;

    SessionEvents(SessionViews sessions, FailedSessions failedSessions) {
        this.sessions = sessions;
        this.failedSessions = failedSessions;
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
        Uni<Void> kept = sessions.put(event.session(), event instanceof SessionPurged, transaction);
        return event instanceof SessionFailed failed
                ? kept.chain(() -> failedSessions.ended(failed.session().id(), failed.reason(), transaction))
                : kept;
    }
}
