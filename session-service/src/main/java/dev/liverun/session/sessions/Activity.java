package dev.liverun.session.sessions;

import dev.liverun.events.Event;
import dev.liverun.events.contract.SessionCompleted;
import dev.liverun.events.contract.SessionEvent;
import dev.liverun.events.contract.SessionFailed;
import dev.liverun.events.contract.SessionPaused;
import dev.liverun.events.contract.SessionResumed;
import dev.liverun.events.contract.SessionStarted;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Keeps from when to when sessions were ACTIVE, for what is only to count then. */
@ApplicationScoped
class Activity {

    private static final String BEGIN = """
            insert into session_activity (session_id, began_at)
            select ?1, ?2 where not exists (select from session_activity where session_id = ?1 and ended_at is null)
            on conflict do nothing
            """;

    // Clocks of replicas differ.
    private static final String END = """
            update session_activity set ended_at = greatest(began_at, ?2) where session_id = ?1 and ended_at is null
            """;

    /** In the current transaction; {@code event} tells what has become of the session. */
    Uni<Void> follow(Event<? extends SessionEvent> event) {
        var statement = statementFor(event.data());
        if (statement == null) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(hibernate -> hibernate
                        .createNativeQuery(statement)
                        .setParameter(1, event.subject())
                        .setParameter(2, event.time().atOffset(ZoneOffset.UTC))
                        .executeUpdate())
                .replaceWithVoid();
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
