package dev.liverun.session.health;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.contract.HealthChanged;
import dev.liverun.events.contract.HealthChecked;
import dev.liverun.events.inbox.EventHandler;
import dev.liverun.session.integrations.ReviewMarks;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps the views of health, and has sessions looked at whose required integrations changed. */
@ApplicationScoped
@Priority(40)
class HealthEvents implements EventHandler {

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
    public Uni<Void> apply(List<Event<?>> events, SqlConnection transaction) {
        var checks = new ArrayList<HealthChecked>();
        var changes = new ArrayList<HealthViews.Change>();
        for (var event : events) {
            if (event.data() instanceof HealthChecked checked) {
                checks.add(checked);
            } else if (event.data() instanceof HealthChanged changed) {
                changes.add(new HealthViews.Change(event.sequence(), changed));
            }
        }
        var concerned = changes.stream()
                .map(HealthViews.Change::data)
                .map(change -> new ReviewMarks.Concerned(change.endpointId(), change.endpointName()))
                .toList();
        var sessions =
                checks.stream().flatMap(check -> check.sessionIds().stream()).collect(Collectors.toSet());
        return ActiveTimes.of(sessions, transaction)
                .chain(active -> views.count(transaction, HealthTally.of(checks, active)))
                .chain(() -> views.change(transaction, changes))
                .chain(() -> reviews.mark(transaction, concerned));
    }
}
