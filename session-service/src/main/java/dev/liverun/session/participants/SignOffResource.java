package dev.liverun.session.participants;

import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.session.lifecycle.SessionRepository;
import dev.liverun.session.report.evidence.SealRepository;
import dev.liverun.session.report.evidence.SignOff;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Who accepts what was found, and who does not. */
@Path("/sessions/{id}/sign-offs")
@Tag(name = "sessions")
public class SignOffResource {

    private final SignOffService service;
    private final SessionRepository sessions;
    private final SealRepository seals;
    private final Idempotency idempotency;
    private final Caller caller;

    SignOffResource(
            SignOffService service,
            SessionRepository sessions,
            SealRepository seals,
            Idempotency idempotency,
            Caller caller) {
        this.service = service;
        this.sessions = sessions;
        this.seals = seals;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @APIResponseSchema(value = SignOff.class, responseCode = "201")
    @Operation(
            summary = "Accept or reject what was found",
            description =
                    "By those whom the session's configuration names (sign_off), else by its testers and commenters,"
                            + " once the evidence is sealed.")
    public Uni<RestResponse<SignOff>> say(@PathParam("id") UUID id, @NotNull @Valid SignOffRequest request) {
        return idempotency.once(request, () -> service.say(id, request, caller)
                .map(said -> RestResponse.status(RestResponse.Status.CREATED, said)));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The latest word of each person")
    public Uni<List<SignOff>> list(@PathParam("id") UUID id) {
        return sessions.get(id).chain(() -> seals.signOffs(id));
    }
}
