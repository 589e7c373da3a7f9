package dev.liverun.session.participants;

import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.contract.Participant;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who takes part in a session. */
@Path("/sessions/{id}/participants")
@Tag(name = "sessions")
public class ParticipantResource {

    private final ParticipantService service;
    private final Caller caller;

    ParticipantResource(ParticipantService service, Caller caller) {
        this.service = service;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Join a session, or take another part in it",
            description =
                    "As OBSERVER or COMMENTER anybody; others, and further TESTERs, are added by the session's testers."
                            + " Doing it again changes nothing.")
    public Uni<List<Participant>> join(@PathParam("id") UUID id, @NotNull @Valid JoinRequest request) {
        return service.join(id, request, caller);
    }

    @DELETE
    @Path("/{subject}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Leave a session",
            description = "Others are removed by the session's testers; its tester stays.")
    public Uni<List<Participant>> remove(@PathParam("id") UUID id, @PathParam("subject") String subject) {
        return service.remove(id, subject, caller);
    }
}
