package dev.liverun.session.report;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.security.Roles;
import dev.liverun.session.lifecycle.SessionRepository;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A session beside an earlier one. */
@Path("/sessions/{id}/comparison")
@Tag(name = "sessions")
public class ComparisonResource {

    private final SessionRepository sessions;
    private final SummaryService summaries;

    ComparisonResource(SessionRepository sessions, SummaryService summaries) {
        this.sessions = sessions;
        this.summaries = summaries;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "What fails anew, is fixed or still fails against an earlier session",
            description =
                    "With the key baseline in its configuration a session has it in its summary and report as well.")
    public Uni<Comparison> read(@PathParam("id") UUID id, @QueryParam("against") @NotNull UUID against) {
        if (id.equals(against)) {
            throw new Invalid("against", "must be another session");
        }
        return sessions.get(id)
                .chain(() -> sessions.referenced("against", against))
                .chain(() -> summaries.compare(id, against));
    }
}
