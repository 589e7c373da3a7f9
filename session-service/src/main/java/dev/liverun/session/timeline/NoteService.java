package dev.liverun.session.timeline;

import dev.liverun.api.audit.Audit;
import dev.liverun.api.audit.AuditEntry;
import dev.liverun.api.security.Caller;
import dev.liverun.session.lifecycle.SessionAccess;
import dev.liverun.session.lifecycle.SessionRepository;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/** Notes of participants. */
@ApplicationScoped
class NoteService {

    private static final String TYPE = "note.added";
    private static final int TITLE_LENGTH = 120;

    private final SessionRepository sessions;
    private final Timeline timeline;
    private final Audit audit;
    private final Clock clock;

    NoteService(SessionRepository sessions, Timeline timeline, Audit audit, Clock clock) {
        this.sessions = sessions;
        this.timeline = timeline;
        this.audit = audit;
        this.clock = clock;
    }

    /** In the current transaction. Notes are welcome also before the session starts and after it has ended. */
    Uni<TimelineItem> add(UUID id, String text, Caller caller) {
        return sessions.lock(id).chain(session -> {
            SessionAccess.requireCommenter(caller, session);
            var entry = new TimelineEntry(
                    id,
                    TimelineKind.NOTE,
                    TYPE,
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    caller.subject(),
                    title(text),
                    Map.of("text", text));
            return timeline.append(entry)
                    .chain(() -> audit.record(AuditEntry.by(caller, TYPE, "session", id)))
                    .chain(() -> positionOf(id))
                    .map(position -> new TimelineItem(
                            position,
                            entry.kind().stored(),
                            entry.type(),
                            entry.at(),
                            entry.actor(),
                            entry.title(),
                            entry.data()));
        });
    }

    /** The last position is this transaction's own: it holds the session's row. */
    private static Uni<Long> positionOf(UUID id) {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "select last_position from test_sessions where id = ?1", Long.class)
                .setParameter(1, id)
                .getSingleResult());
    }

    private static String title(String text) {
        var line = text.strip().lines().findFirst().orElse("");
        return line.length() <= TITLE_LENGTH ? line : line.substring(0, TITLE_LENGTH - 1) + "…";
    }
}
