package dev.liverun.runner.support;

import static org.awaitility.Awaitility.await;

import dev.liverun.events.Ids;
import dev.liverun.events.contract.EndpointSnapshot;
import dev.liverun.events.contract.SessionSnapshot;
import dev.liverun.events.contract.SessionStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Sessions and endpoints as the other services tell of them, known to the service when these methods return. */
@ApplicationScoped
public class World {

    public static final String ADA = "ada";
    public static final Map<String, Object> APPROVED =
            Map.of("approvals", Map.of("write", true, "money", true, "max_amount", "10"));

    private final Siblings siblings;
    private final Rows rows;

    World(Siblings siblings, Rows rows) {
        this.siblings = siblings;
        this.rows = rows;
    }

    /** An ACTIVE session of {@link #ADA}. */
    public UUID session(Map<String, Object> configuration) {
        return session(SessionStatus.ACTIVE, configuration);
    }

    public UUID session(SessionStatus status, Map<String, Object> configuration) {
        var id = Ids.next();
        tell(Siblings.session(id, status, ADA, configuration, 2));
        return id;
    }

    public void tell(SessionSnapshot session) {
        siblings.tell(Siblings.state(session));
        eventually(
                "select count(*) from session_view where id = $1 and version >= $2", session.id(), session.version());
    }

    /** An open, enabled endpoint. */
    public UUID endpoint(String baseUrl) {
        return endpoint(Siblings.endpoint(Ids.next(), "target", baseUrl, Siblings.open(), true));
    }

    public UUID endpoint(EndpointSnapshot endpoint) {
        siblings.tell(Siblings.registered(endpoint));
        eventually(
                "select count(*) from endpoint_view where id = $1 and version >= $2",
                endpoint.id(),
                endpoint.version());
        return endpoint.id();
    }

    /** Until the count is positive. */
    public void eventually(String count, Object... parameters) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> rows.count(count, parameters) > 0);
    }
}
