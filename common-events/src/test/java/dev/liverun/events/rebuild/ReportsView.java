package dev.liverun.events.rebuild;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.FeedbackEvent;
import dev.liverun.events.contract.FeedbackSnapshot;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** A view of reports and of how many a session has; counting, so that a second application shows. */
@ApplicationScoped
public class ReportsView implements RebuildableView {

    /** A report of this title cannot be applied once more. */
    static final String POISON = "poison";

    /** Nor can one of this title: the database refuses it. */
    static final String REFUSED = "refused";

    @Override
    public String name() {
        return "reports";
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.FEEDBACK_FILED);
    }

    @Override
    public List<ViewTable> tables() {
        return List.of(ViewTable.whole("feedback_view"), new ViewTable("feedback_counts", "not entry.kept"));
    }

    @Override
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        return write(events, transaction);
    }

    @Override
    public Uni<Void> fill(List<Event<?>> events, SqlConnection transaction) {
        var titles = events.stream().map(event -> report(event).title()).toList();
        if (titles.contains(POISON)) {
            return Uni.createFrom().failure(new IllegalStateException("cannot apply " + POISON));
        }
        return titles.contains(REFUSED)
                ? transaction
                        .query("select 'cannot apply " + REFUSED + "'::integer")
                        .execute()
                        .replaceWithVoid()
                : write(events, transaction);
    }

    private static Uni<Void> write(List<Event<?>> events, SqlConnection transaction) {
        var reports = events.stream()
                .map(event -> Tuple.of(report(event).id(), report(event).title(), event.sequence()))
                .toList();
        var counts = events.stream()
                .map(event -> Tuple.of(report(event).sessionId()))
                .toList();
        return transaction
                .preparedQuery("insert into feedback_view as known values ($1, $2, $3) on conflict (id) do update"
                        + " set title = excluded.title, sequence = excluded.sequence"
                        + " where known.sequence < excluded.sequence")
                .executeBatch(reports)
                .chain(() -> transaction
                        .preparedQuery("insert into feedback_counts as known values ($1, 1) on conflict (session_id)"
                                + " do update set reports = known.reports + 1")
                        .executeBatch(counts))
                .replaceWithVoid();
    }

    private static FeedbackSnapshot report(Event<?> event) {
        return ((FeedbackEvent) event.data()).feedback();
    }
}
