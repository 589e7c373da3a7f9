package dev.liverun.session.templates;

import dev.liverun.api.problem.NotFound;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Map;
import java.util.UUID;

/** The table {@code session_templates}. */
@ApplicationScoped
public class TemplateRepository implements PanacheRepositoryBase<SessionTemplate, UUID> {

    /** @return fails with {@link NotFound} */
    Uni<SessionTemplate> get(UUID id) {
        return Panache.withSession(() -> findById(id)).onItem().ifNull().failWith(() -> missing(id));
    }

    Uni<SessionTemplate> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).onItem().ifNull().failWith(() -> missing(id));
    }

    /** What a session that starts from this template is configured with. */
    public Uni<Map<String, Object>> configurationOf(UUID id) {
        return get(id).map(SessionTemplate::configuration);
    }

    private static NotFound missing(UUID id) {
        return new NotFound("session template", id);
    }
}
