package dev.liverun.health.schedule;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Tells the schedule that an endpoint has come, changed or gone; in the transaction that changes it. */
@ApplicationScoped
public class CheckPlans {

    /** A new epoch makes void what is under way: it was made with what the endpoint was before. */
    private static final String PLAN = """
            insert into check_schedule as s (endpoint_id, active, next_due_at) values (?1, ?2, now())
            on conflict (endpoint_id) do update
               set active = excluded.active, next_due_at = now(), owner = null, epoch = s.epoch + 1, auth_failures = 0
            """;

    /** Its grace begins anew: it is another endpoint, or was not looked at for a while. The board sees the change by it. */
    private static final String HEALTH = """
            insert into endpoint_health as h (endpoint_id) values (?1)
            on conflict (endpoint_id) do update set worse_since = null
            """;

    /**
     * Has the endpoint checked at once, and from then on at its times.
     *
     * @param active false ends its checks
     */
    public Uni<Void> plan(UUID endpoint, boolean active) {
        return Panache.getSession()
                .chain(session -> session.flush()
                        .chain(() -> session.createNativeQuery(PLAN)
                                .setParameter(1, endpoint)
                                .setParameter(2, active)
                                .executeUpdate())
                        .chain(() -> session.createNativeQuery(HEALTH)
                                .setParameter(1, endpoint)
                                .executeUpdate()))
                .replaceWithVoid();
    }
}
