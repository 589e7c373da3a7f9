package dev.liverun.feedback.reports;

import dev.liverun.api.problem.NotFound;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;

/** The table {@code feedback_reports}. */
@ApplicationScoped
public class FeedbackRepository implements PanacheRepositoryBase<FeedbackReport, UUID> {

    /** Fails with {@link NotFound}. */
    public Uni<FeedbackReport> get(UUID id) {
        return findById(id).onItem().ifNull().failWith(() -> new NotFound("feedback", id));
    }

    /** Holds the report's row until the transaction ends: whoever else wants to change it waits. */
    public Uni<FeedbackReport> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("feedback", id));
    }
}
