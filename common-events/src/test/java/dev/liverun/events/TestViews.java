package dev.liverun.events;

import dev.liverun.events.contract.SessionEvent;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.inbox.EventHandler;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A service's view of sessions and results, which counts how often each event was applied. */
@ApplicationScoped
public class TestViews implements EventHandler {

    /** A session of this name cannot be applied … */
    static final String POISON = "poison";

    /** … until the fault in the view is mended. */
    static volatile boolean mended;

    /** The sessions' sequences in the order in which they came in for the first time. */
    static final ConcurrentLinkedQueue<String> ORDER = new ConcurrentLinkedQueue<>();

    @Override
    public String name() {
        return "views";
    }

    @Override
    public Set<EventType> types() {
        return Set.of(
                EventType.SESSION_CREATED,
                EventType.SESSION_STARTED,
                EventType.SESSION_CHANGED,
                EventType.TEST_COMPLETED);
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
        if (event.data() instanceof TestCompleted result) {
            return transaction
                    .preparedQuery("insert into result_view values ($1, 1)"
                            + " on conflict (id) do update set applied = result_view.applied + 1")
                    .execute(Tuple.of(result.id()))
                    .replaceWithVoid();
        }
        var session = ((SessionEvent) event.data()).session();
        if (session.name().equals(POISON) && !mended) {
            return Uni.createFrom().failure(new IllegalArgumentException("cannot apply " + POISON));
        }
        ORDER.add(session.id() + ":" + event.sequence());
        return transaction
                .preparedQuery("insert into session_view values ($1, $2, $3, 1) on conflict (id) do update set"
                        + " applied = session_view.applied + 1,"
                        + " sequence = greatest(session_view.sequence, excluded.sequence),"
                        + " status = case when excluded.sequence > session_view.sequence then excluded.status"
                        + " else session_view.status end")
                .execute(Tuple.of(
                        session.id(), event.sequence(), session.status().name()))
                .replaceWithVoid();
    }

    static Event<?> session(UUID id, long sequence, String name) {
        return Event.state(
                new dev.liverun.events.contract.SessionStarted(
                        Samples.session(id, dev.liverun.events.contract.SessionStatus.ACTIVE, name), "tess"),
                sequence,
                java.time.Instant.parse("2026-03-02T09:00:00Z"));
    }
}
