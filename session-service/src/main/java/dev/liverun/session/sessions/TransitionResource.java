package dev.liverun.session.sessions;

import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.session.state.Transition;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes a session through its states; what is not legal now is 409 and says what is. */
@Path("/sessions/{id}")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "sessions")
public class TransitionResource {

    private final Transitions transitions;
    private final Caller caller;

    TransitionResource(Transitions transitions, Caller caller) {
        this.transitions = transitions;
        this.caller = caller;
    }

    @POST
    @Path("/start")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Begin testing", description = "A tester has one ACTIVE session at a time.")
    public Uni<SessionResponse> start(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @Nullable TransitionRequest request) {
        return to(Transition.START, id, ifMatch, request);
    }

    @POST
    @Path("/pause")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Pause", description = "A pause that outlasts its time fails the session.")
    public Uni<SessionResponse> pause(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @Nullable TransitionRequest request) {
        return to(Transition.PAUSE, id, ifMatch, request);
    }

    @POST
    @Path("/resume")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Go on after a pause")
    public Uni<SessionResponse> resume(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @Nullable TransitionRequest request) {
        return to(Transition.RESUME, id, ifMatch, request);
    }

    @POST
    @Path("/complete")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "End it successfully")
    public Uni<SessionResponse> complete(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @Nullable TransitionRequest request) {
        return to(Transition.COMPLETE, id, ifMatch, request);
    }

    @POST
    @Path("/fail")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "End it as failed")
    public Uni<SessionResponse> fail(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @Nullable TransitionRequest request) {
        return to(Transition.FAIL, id, ifMatch, request);
    }

    private Uni<SessionResponse> to(
            Transition transition, UUID id, @Nullable String ifMatch, @Nullable TransitionRequest request) {
        var reason = request == null ? null : request.reason();
        return transitions
                .take(id, transition, Versions.ifGiven(ifMatch), reason, caller)
                .map(SessionResponse::of);
    }
}
