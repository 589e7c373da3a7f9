package dev.liverun.session.sessions;

import dev.liverun.events.Event;
import dev.liverun.events.Statements;
import dev.liverun.events.contract.SessionCompleted;
import dev.liverun.events.contract.SessionEvent;
import dev.liverun.events.contract.SessionFailed;
import dev.liverun.events.contract.SessionPaused;
import dev.liverun.events.contract.SessionResumed;
import dev.liverun.events.contract.SessionStarted;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps from when to when sessions were ACTIVE, for what is only to count then. */
@ApplicationScoped
class Activity {

    private static final String BEGIN = """
            insert into session_activity (session_id, began_at)
            select $1, $2 where not exists (select from session_activity where session_id = $1 and ended_at is null)
            on conflict do nothing
            """;

    // Clocks of replicas differ.
    private static final String END = """
            update session_activity set ended_at = greatest(began_at, $2) where session_id = $1 and ended_at is null
            """;

    /** To be written together with what {@code event} tells of; empty when the session was ACTIVE neither before nor after. */
    Optional<Statements.Part> part(Event<? extends SessionEvent> event) {
        return Optional.ofNullable(statementFor(event.data()))
                .map(statement -> Statements.Part.of(
                        "activity", statement, event.subject(), event.time().atOffset(ZoneOffset.UTC)));
    }

    private static @Nullable String statementFor(SessionEvent data) {
        if (data instanceof SessionStarted || data instanceof SessionResumed) {
            return BEGIN;
        }
        return data instanceof SessionPaused || data instanceof SessionCompleted || data instanceof SessionFailed
                ? END
                : null;
    }
}
