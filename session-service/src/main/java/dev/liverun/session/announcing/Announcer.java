package dev.liverun.session.announcing;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Event;
import dev.liverun.events.Statements;
import dev.liverun.events.contract.SessionEvent;
import dev.liverun.events.outbox.Outbox;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.timeline.Timeline;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells what happened to sessions: to the other services, on their timelines and in the audit log. */
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
    public Uni<Void> announce(
            Session session, Event<? extends SessionEvent> event, Caller actor, @Nullable String reason) {
        return announce(List.of(Announcement.of(session, event, actor, reason)));
    }

    /** The same for several changes, of a session each. */
    public Uni<Void> announce(List<Announcement> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var events = changes.stream().map(Announcement::event).toList();
        var standing =
                changes.stream().filter(change -> change.entry().isPresent()).toList();
        var all = new Statements().and(outbox.part(events));
        activity.parts(events).forEach(all::and);
        if (!standing.isEmpty()) {
            all.and(timeline.part(
                    standing.stream()
                            .map(Announcement::entry)
                            .flatMap(Optional::stream)
                            .toList(),
                    standing.stream().map(Announcement::position).toList()));
        }
        return all.and(audit.part(changes.stream().map(Announcement::audit).toList()))
                .execute();
    }
}
