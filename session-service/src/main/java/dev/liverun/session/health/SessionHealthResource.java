package dev.liverun.session.health;

import dev.liverun.api.security.Roles;
import dev.liverun.session.lifecycle.SessionRepository;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Health of a session's integrations. */
@Path("/sessions/{id}/health")
@Tag(name = "sessions")
public class SessionHealthResource {

    /** The answer. */
    public record SessionHealthResponse(UUID sessionId, List<IntegrationHealth> integrations) {}

    private final SessionRepository sessions;
    private final SessionHealth health;

    SessionHealthResource(SessionRepository sessions, SessionHealth health) {
        this.sessions = sessions;
        this.health = health;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Per integration: status now, and checks, uptime and response times during the session")
    public Uni<SessionHealthResponse> read(@PathParam("id") UUID id) {
        return sessions.get(id).chain(health::of).map(integrations -> new SessionHealthResponse(id, integrations));
    }
}
