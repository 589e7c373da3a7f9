package dev.liverun.session.announcing;

import dev.liverun.events.Event;
import dev.liverun.events.Statements;
import dev.liverun.events.contract.SessionCompleted;
import dev.liverun.events.contract.SessionEvent;
import dev.liverun.events.contract.SessionFailed;
import dev.liverun.events.contract.SessionPaused;
import dev.liverun.events.contract.SessionResumed;
import dev.liverun.events.contract.SessionStarted;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Keeps from when to when sessions were ACTIVE, for what is only to count then. */
@ApplicationScoped
class Activity {

    // Counted for each, so that it is looked up: PostgreSQL would go through all for a "not exists" of several.
    private static final String BEGIN = """
            insert into session_activity (session_id, began_at)
            select session_id, at from unnest($1::uuid[], $2::timestamptz[]) as entry (session_id, at)
             where (select count(*) from session_activity open
                     where open.session_id = entry.session_id and open.ended_at is null) = 0
            on conflict do nothing
            """;

    // Clocks of replicas differ.
    private static final String END = """
            update session_activity open set ended_at = greatest(open.began_at, entry.at)
              from unnest($1::uuid[], $2::timestamptz[]) as entry (session_id, at)
             where open.session_id = entry.session_id and open.ended_at is null
            """;

    /** To be written together with what the events tell of. */
    List<Statements.Part> parts(List<? extends Event<? extends SessionEvent>> events) {
        var begun = events.stream().filter(event -> begins(event.data())).toList();
        var ended = events.stream().filter(event -> ends(event.data())).toList();
        return Stream.of(part("activity_begun", BEGIN, begun), part("activity_ended", END, ended))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Statements.Part> part(String name, String sql, List<? extends Event<?>> events) {
        if (events.isEmpty()) {
            return Optional.empty();
        }
        var sessions = events.stream().map(Event::subject).toArray(UUID[]::new);
        var times = events.stream()
                .map(event -> event.time().atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
        return Optional.of(Statements.Part.of(name, sql, sessions, times));
    }

    private static boolean begins(SessionEvent data) {
        return data instanceof SessionStarted || data instanceof SessionResumed;
    }

    private static boolean ends(SessionEvent data) {
        return data instanceof SessionPaused || data instanceof SessionCompleted || data instanceof SessionFailed;
    }
}
