package dev.liverun.events.rebuild;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.republish.Pages;
import dev.liverun.events.republish.Republisher;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;

/** Has reports, and tells of them once the test lets it. */
@ApplicationScoped
public class ReportsOwner implements Republisher {

    static final ConcurrentSkipListMap<UUID, Event<?>> REPORTS = new ConcurrentSkipListMap<>();

    static volatile CompletableFuture<Boolean> ready = CompletableFuture.completedFuture(true);

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.FEEDBACK_FILED);
    }

    @Override
    public Pages begin() {
        return Pages.by(event -> event.subject(), after -> Uni.createFrom()
                .completionStage(() -> ready)
                .map(yes -> List.copyOf(
                        REPORTS.tailMap(after, false).values().stream().limit(7).toList())));
    }
}
