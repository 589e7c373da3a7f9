package dev.liverun.session.report;

import dev.liverun.api.security.Roles;
import dev.liverun.session.lifecycle.SessionRepository;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a session came to. */
@Path("/sessions/{id}/summary")
@Tag(name = "sessions")
public class SummaryResource {

    private final SessionRepository sessions;
    private final SummaryService summaries;

    SummaryResource(SessionRepository sessions, SummaryService summaries) {
        this.sessions = sessions;
        this.summaries = summaries;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Results, health and feedback in numbers, and the verdict with its reasons")
    public Uni<SessionSummary> read(@PathParam("id") UUID id) {
        return sessions.get(id).chain(summaries::of);
    }
}
