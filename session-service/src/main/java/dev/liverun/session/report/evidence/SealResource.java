package dev.liverun.session.report.evidence;

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

/** The seals on a session's evidence. */
@Path("/sessions/{id}/seals")
@Tag(name = "sessions")
public class SealResource {

    private final SessionRepository sessions;
    private final SealRepository seals;

    SealResource(SessionRepository sessions, SealRepository seals) {
        this.sessions = sessions;
        this.seals = seals;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "The seals on the evidence, newest first",
            description = "A session is sealed when it and its runs have ended, and again for what comes later."
                    + " GET /sessions/{id}/report?seal=1 is the report of one.")
    public Uni<List<Seal>> list(@PathParam("id") UUID id) {
        return sessions.get(id).chain(() -> seals.all(id));
    }
}
