package dev.liverun.session.health;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.HealthChanged;
import dev.liverun.events.contract.HealthChecked;
import dev.liverun.events.rebuild.RebuildableView;
import dev.liverun.events.rebuild.ViewTable;
import dev.liverun.session.integrations.ReviewMarks;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps the views of health, and has sessions looked at whose required integrations changed. */
@ApplicationScoped
@Priority(40)
class HealthEvents implements RebuildableView {

    private final HealthViews views;
    private final ReviewMarks reviews;

    HealthEvents(HealthViews views, ReviewMarks reviews) {
        this.views = views;
        this.reviews = reviews;
    }

    @Override
    public String name() {
        return "health";
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.HEALTH_CHECKED, EventType.HEALTH_CHANGED);
    }

    @Override
    public List<ViewTable> tables() {
        return HealthViews.TABLES;
    }

    @Override
    public Uni<Void> fill(List<Event<?>> events, SqlConnection transaction) {
        return write(events, transaction).replaceWithVoid();
    }

    @Override
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        var concerned = changes(events).stream()
                .map(HealthViews.Change::data)
                .map(change -> new ReviewMarks.Concerned(change.endpointId(), change.endpointName()))
                .toList();
        return write(events, transaction)
                .chain(tally -> views.markLate(transaction, tally))
                .chain(() -> reviews.mark(transaction, concerned));
    }

    private Uni<HealthTally> write(List<Event<?>> events, SqlConnection transaction) {
        var checks = checks(events);
        var sessions =
                checks.stream().flatMap(check -> check.sessionIds().stream()).collect(Collectors.toSet());
        return ActiveTimes.of(sessions, transaction)
                .map(active -> HealthTally.of(checks, active))
                .call(tally -> views.count(transaction, tally))
                .call(() -> views.change(transaction, changes(events)));
    }

    private static List<HealthChecked> checks(List<Event<?>> events) {
        return events.stream()
                .filter(event -> event.is(HealthChecked.class))
                .map(event -> (HealthChecked) event.data())
                .toList();
    }

    private static List<HealthViews.Change> changes(List<Event<?>> events) {
        return events.stream()
                .filter(event -> event.is(HealthChanged.class))
                .map(event -> new HealthViews.Change(event.sequence(), (HealthChanged) event.data()))
                .toList();
    }
}
