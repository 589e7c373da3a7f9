package dev.liverun.api.operations;

import dev.liverun.api.security.Roles;
import dev.liverun.events.inbox.ConsumerLag;
import dev.liverun.events.outbox.OutboxState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How events flow in and out of this service. */
@Path("/operations/{service}")
@Tag(name = "operations")
public class EventFlowResource {

    private final ConsumerLag lag;
    private final Pool pool;
    private final ThisService self;

    EventFlowResource(ConsumerLag lag, Pool pool, ThisService self) {
        this.lag = lag;
        this.pool = pool;
        this.self = self;
    }

    @GET
    @Path("/lag")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Events that this service has not applied yet, by topic")
    public Uni<LagResponse> lag(@PathParam("service") String service) {
        self.mustBe(service);
        return lag.byTopic().map(LagResponse::of);
    }

    @GET
    @Path("/outbox")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Events that wait to be published")
    public Uni<OutboxResponse> outbox(@PathParam("service") String service) {
        self.mustBe(service);
        return OutboxState.of(pool)
                .map(state -> new OutboxResponse(state.rows(), state.oldestAge().toMillis()));
    }

    /** Behind by this many events. */
    public record LagResponse(long total, Map<String, Long> topics) {

        static LagResponse of(Map<String, Long> topics) {
            return new LagResponse(
                    topics.values().stream().mapToLong(Long::longValue).sum(), new TreeMap<>(topics));
        }
    }

    /** The oldest waiting event is {@code oldestAgeMs} old; 0 when none waits. */
    public record OutboxResponse(long rows, long oldestAgeMs) {}
}
