package dev.liverun.session.sessions;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Event;
import dev.liverun.events.Statements;
import dev.liverun.events.contract.SessionChanged;
import dev.liverun.events.contract.SessionCompleted;
import dev.liverun.events.contract.SessionCreated;
import dev.liverun.events.contract.SessionEvent;
import dev.liverun.events.contract.SessionFailed;
import dev.liverun.events.contract.SessionPaused;
import dev.liverun.events.contract.SessionPurged;
import dev.liverun.events.contract.SessionResumed;
import dev.liverun.events.contract.SessionStarted;
import dev.liverun.events.outbox.Outbox;
import dev.liverun.session.timeline.Timeline;
import dev.liverun.session.timeline.TimelineEntry;
import dev.liverun.session.timeline.TimelineKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what happened to a session: to the other services, on its timeline and in the audit log. */
@ApplicationScoped
public class Announcer {

    private final Outbox outbox;
    private final Activity activity;
    private final Timeline timeline;
    private final Audit audit;

    Announcer(Outbox outbox, Activity activity, Timeline timeline, Audit audit) {
        this.outbox = outbox;
        this.activity = activity;
        this.timeline = timeline;
        this.audit = audit;
    }

    /** In the current transaction, after flushing the change; all in one statement. */
    public Uni<Void> announce(Event<? extends SessionEvent> event, Caller actor, @Nullable String reason) {
        var data = event.data();
        var session = data.session();
        var all = new Statements().and(outbox.part(event));
        activity.part(event).ifPresent(all::and);
        if (!(data instanceof SessionPurged)) {
            all.and(timeline.parts(new TimelineEntry(
                    session.id(),
                    TimelineKind.SESSION,
                    typeOf(data),
                    event.time(),
                    actor.subject(),
                    titleOf(data, reason),
                    details(data, reason))));
        }
        return all.and(audit.part(AuditEntry.by(actor, typeOf(data), "session", session.id())
                        .because(reason)
                        .with("name", session.name())
                        .with("changed", data instanceof SessionChanged changed ? changed.changed() : null)))
                .execute();
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

    static String typeOf(SessionEvent data) {
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
