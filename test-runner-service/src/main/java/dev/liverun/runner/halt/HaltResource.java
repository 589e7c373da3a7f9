package dev.liverun.runner.halt;

import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The kill switch. */
@Path("/operations/halt")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations")
public class HaltResource {

    private final HaltService halt;
    private final Caller caller;

    HaltResource(HaltService halt, Caller caller) {
        this.halt = halt;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Whether outgoing calls are halted, and why")
    public Uni<HaltResponse> state() {
        return halt.state();
    }

    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Stop all outgoing calls but undo, in every service, until released",
            description = "Requests that are on the wire are not torn off; nothing further is sent.")
    public Uni<HaltResponse> halt(@NotNull @Valid HaltRequest request) {
        return halt.turn(true, request.reason(), caller);
    }

    @POST
    @Path("/release")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Let outgoing calls be made again")
    public Uni<HaltResponse> release(@NotNull @Valid HaltRequest request) {
        return halt.turn(false, request.reason(), caller);
    }
}
