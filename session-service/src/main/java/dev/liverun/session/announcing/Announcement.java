package dev.liverun.session.announcing;

import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Event;
import dev.liverun.events.contract.SessionChanged;
import dev.liverun.events.contract.SessionCompleted;
import dev.liverun.events.contract.SessionCreated;
import dev.liverun.events.contract.SessionEvent;
import dev.liverun.events.contract.SessionFailed;
import dev.liverun.events.contract.SessionPaused;
import dev.liverun.events.contract.SessionPurged;
import dev.liverun.events.contract.SessionResumed;
import dev.liverun.events.contract.SessionStarted;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.timeline.TimelineEntry;
import dev.liverun.session.timeline.TimelineKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a change of a session.
 *
 * @param event for the other services
 * @param entry for its timeline; empty when that goes with it
 * @param position of the entry
 * @param audit who did it and why, on behalf of the same request as the event
 */
public record Announcement(
        Event<? extends SessionEvent> event, Optional<TimelineEntry> entry, long position, AuditEntry audit) {

    /** @param session as it is after {@code event} */
    public static Announcement of(
            Session session, Event<? extends SessionEvent> event, Caller actor, @Nullable String reason) {
        return new Announcement(
                event,
                event.data() instanceof SessionPurged ? Optional.empty() : Optional.of(entry(event, actor, reason)),
                session.position(),
                audit(event, actor, reason));
    }

    private static TimelineEntry entry(Event<? extends SessionEvent> event, Caller actor, @Nullable String reason) {
        var data = event.data();
        return new TimelineEntry(
                data.session().id(),
                TimelineKind.SESSION,
                typeOf(data),
                event.time(),
                actor.subject(),
                titleOf(data, reason),
                details(data, reason));
    }

    private static AuditEntry audit(Event<? extends SessionEvent> event, Caller actor, @Nullable String reason) {
        var data = event.data();
        var session = data.session();
        return new AuditEntry(
                        actor.subject(),
                        typeOf(data),
                        "session",
                        session.id().toString(),
                        reason,
                        Map.of("name", session.name()),
                        event.correlationId())
                .with("changed", data instanceof SessionChanged changed ? changed.changed() : null);
    }

    private static Map<String, Object> details(SessionEvent data, @Nullable String reason) {
        var details = new LinkedHashMap<String, Object>();
        details.put("status", data.session().status().name());
        details.put("version", data.session().version());
        if (reason != null) {
            details.put("reason", reason);
        }
        if (data instanceof SessionPaused paused) {
            details.put("cause", paused.cause().name());
        } else if (data instanceof SessionChanged changed) {
            details.put("changed", changed.changed());
        }
        return details;
    }

    private static String typeOf(SessionEvent data) {
        if (data instanceof SessionCreated) {
            return "session.created";
        } else if (data instanceof SessionStarted) {
            return "session.started";
        } else if (data instanceof SessionPaused) {
            return "session.paused";
        } else if (data instanceof SessionResumed) {
            return "session.resumed";
        } else if (data instanceof SessionCompleted) {
            return "session.completed";
        } else if (data instanceof SessionFailed) {
            return "session.failed";
        } else if (data instanceof SessionChanged) {
            return "session.changed";
        }
        return "session.purged";
    }

    private static String titleOf(SessionEvent data, @Nullable String reason) {
        var title = "Session " + typeOf(data).substring("session.".length());
        if (data instanceof SessionPaused paused) {
            title += switch (paused.cause()) {
                case MANUAL -> "";
                case SYSTEM -> " by the system";
            };
        } else if (data instanceof SessionChanged changed) {
            title += " (" + String.join(", ", changed.changed()) + ")";
        }
        return reason == null ? title : title + ": " + reason;
    }
}
