package dev.liverun.events.rebuild;

import dev.liverun.events.EventType;
import dev.liverun.events.Ids;
import dev.liverun.events.republish.RebuildTopics;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What operators have made anew. */
@ApplicationScoped
public class Rebuilds {

    private final List<RebuildableView> views;
    private final RebuildStore store;
    private final Shadows shadows;
    private final RebuildTopics topics;
    private final Clock clock;

    Rebuilds(@All List<RebuildableView> views, RebuildStore store, Shadows shadows, RebuildTopics topics, Clock clock) {
        this.views = views;
        this.store = store;
        this.shadows = shadows;
        this.topics = topics;
        this.clock = clock;
    }

    /** The views that can be made anew. */
    public List<String> views() {
        return views.stream().map(RebuildableView::name).sorted().toList();
    }

    /**
     * Has a view made anew, in the background, once the transaction is committed.
     *
     * @param view one of {@link #views()}
     * @return empty when it is being made anew already
     */
    public Uni<Optional<Rebuild>> request(String view, String actor, SqlConnection transaction) {
        return store.insert(Ids.next(), view, actor, clock.instant(), transaction);
    }

    /** The newest first. */
    public Uni<List<Rebuild>> latest(int limit) {
        return store.latest(limit);
    }

    public Uni<Optional<Rebuild>> find(UUID id) {
        return store.find(id);
    }

    /**
     * Gives it up; the view stays as it is.
     *
     * @return empty when it has ended
     */
    public Uni<Optional<Rebuild>> cancel(UUID id, SqlConnection transaction) {
        return store.hold(id, transaction)
                .chain(held -> held.isEmpty()
                        ? Uni.createFrom().item(held)
                        : shadows.drop(held.get().view(), id, transaction)
                                .chain(() -> store.end(id, RebuildState.CANCELLED, null, transaction))
                                .map(Optional::of));
    }

    /** After it was cancelled and that is committed: nobody needs to publish anything for it any more. */
    public Uni<Void> tidy(Rebuild cancelled) {
        return topics.delete(topics.of(cancelled.view(), cancelled.id()));
    }

    /** The types of events whose owners have not published all yet. */
    public List<String> waitingFor(Rebuild rebuild) {
        return views.stream()
                .filter(view -> view.name().equals(rebuild.view()))
                .flatMap(view -> view.types().stream())
                .map(EventType::ceType)
                .filter(type -> !rebuild.answered().contains(type))
                .sorted()
                .toList();
    }
}
