package dev.liverun.health.session;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.SessionEvent;
import dev.liverun.events.contract.SessionPurged;
import dev.liverun.events.contract.SessionSnapshot;
import dev.liverun.events.inbox.EventHandler;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps the view of sessions. A session that becomes ACTIVE has everything in its scope checked at once; while it is
 * ACTIVE or PAUSED, checks are recorded for it and follow the interval that it asks for.
 */
@ApplicationScoped
class SessionHandler implements EventHandler {

    private static final Set<EventType> TYPES = Arrays.stream(EventType.values())
            .filter(type -> SessionEvent.class.isAssignableFrom(type.payload()))
            .collect(Collectors.toUnmodifiableSet());

    private static final String UPSERT = """
            insert into session_views as v (session_id, name, status, open, everything, check_interval_seconds, sequence)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (session_id) do update
               set name = excluded.name, status = excluded.status, open = excluded.open,
                   everything = excluded.everything, check_interval_seconds = excluded.check_interval_seconds,
                   sequence = excluded.sequence
             where v.sequence < excluded.sequence
            """;

    private static final String FORGET_SCOPE = "delete from session_scope where session_id = $1";

    private static final String SCOPE =
            "insert into session_scope (session_id, endpoint_id, endpoint_name) select $1, * from unnest($2::uuid[], $3::text[])";

    /** In the order of ids, as checks are recorded: whoever takes several rows takes them in the same order. */
    private static final String CHECK_SOON = """
            with concerned as (
                select s.endpoint_id
                  from check_schedule s
                  join endpoint_sessions a on a.endpoint_id = s.endpoint_id and $1 = any (a.session_ids)
                 where s.active and s.next_due_at > now()
                 order by s.endpoint_id
                   for update of s
            )
            update check_schedule s set next_due_at = now(), auth_failures = 0
              from concerned c where s.endpoint_id = c.endpoint_id
            """;

    private static final String PURGE = "delete from session_views where session_id = $1 and sequence <= $2";

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public Set<EventType> types() {
        return TYPES;
    }

    @Override
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event -> apply(event, transaction))
                .onItem()
                .ignoreAsUni();
    }

    private static Uni<Void> apply(Event<?> event, SqlConnection transaction) {
        var session = ((SessionEvent) event.data()).session();
        if (event.data() instanceof SessionPurged) {
            return transaction
                    .preparedQuery(PURGE)
                    .execute(Tuple.of(session.id(), event.sequence()))
                    .replaceWithVoid();
        }
        var scope = SessionScope.of(session.configuration());
        return upsert(session, scope, event.sequence(), transaction)
                .chain(newer -> newer
                        ? scope(session, scope, transaction).chain(() -> checkSoon(session, transaction))
                        : Uni.createFrom().voidItem());
    }

    private static Uni<Boolean> upsert(
            SessionSnapshot session, SessionScope scope, long sequence, SqlConnection transaction) {
        return transaction
                .preparedQuery(UPSERT)
                .execute(Tuple.tuple()
                        .addValue(session.id())
                        .addValue(session.name())
                        .addValue(session.status().name())
                        .addValue(session.open())
                        .addValue(scope.everything())
                        .addValue(scope.checkIntervalSeconds())
                        .addValue(sequence))
                .map(written -> written.rowCount() > 0);
    }

    private static Uni<Void> scope(SessionSnapshot session, SessionScope scope, SqlConnection transaction) {
        return transaction
                .preparedQuery(FORGET_SCOPE)
                .execute(Tuple.of(session.id()))
                .chain(() -> transaction
                        .preparedQuery(SCOPE)
                        .execute(Tuple.of(session.id(), scope.endpointIds(), scope.endpointNames())))
                .replaceWithVoid();
    }

    /** Also after a change of an open session: its scope may have grown, or its interval shrunk. */
    private static Uni<Void> checkSoon(SessionSnapshot session, SqlConnection transaction) {
        return session.open()
                ? transaction
                        .preparedQuery(CHECK_SOON)
                        .execute(Tuple.of(session.id()))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }
}
