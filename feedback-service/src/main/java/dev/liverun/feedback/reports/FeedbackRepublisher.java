package dev.liverun.feedback.reports;

import dev.liverun.events.Event;
import dev.liverun.events.EventType;
import dev.liverun.events.republish.Pages;
import dev.liverun.events.republish.Republisher;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tells once more what reports there are. */
@ApplicationScoped
class FeedbackRepublisher implements Republisher {

    private static final int PAGE = 200;

    private final FeedbackRepository reports;

    FeedbackRepublisher(FeedbackRepository reports) {
        this.reports = reports;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(
                EventType.FEEDBACK_FILED,
                EventType.FEEDBACK_CHANGED,
                EventType.FEEDBACK_LINKED,
                EventType.FEEDBACK_RESOLVED,
                EventType.ATTACHMENT_ADDED);
    }

    @Override
    public Pages begin() {
        return Pages.by(event -> event.subject(), this::after);
    }

    private Uni<List<Event<?>>> after(UUID last) {
        return Panache.withSession(() -> reports.find("id > ?1 order by id", last)
                .page(0, PAGE)
                .list()
                .map(page -> page.stream().map(FeedbackReport::asItIs).collect(Collectors.<Event<?>>toList())));
    }
}
