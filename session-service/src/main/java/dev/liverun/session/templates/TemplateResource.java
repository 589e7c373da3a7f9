package dev.liverun.session.templates;

import dev.liverun.api.Created;
import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.session.configuration.ConfigurationSchema;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.lifecycle.SessionRepository;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Saved configurations. */
@Path("/sessions/templates")
@Tag(name = "sessions")
public class TemplateResource {

    private final TemplateService service;
    private final TemplateRepository templates;
    private final SessionRepository sessions;
    private final Idempotency idempotency;
    private final Caller caller;

    TemplateResource(
            TemplateService service,
            TemplateRepository templates,
            SessionRepository sessions,
            Idempotency idempotency,
            Caller caller) {
        this.service = service;
        this.templates = templates;
        this.sessions = sessions;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.TESTER)
    @APIResponseSchema(value = TemplateResponse.class, responseCode = "201")
    @Operation(
            summary = "Save a configuration, or that of a session",
            description = "POST /sessions with its template_id starts from it.")
    public Uni<RestResponse<TemplateResponse>> create(@NotNull @Valid CreateTemplateRequest request) {
        return configuration(request)
                .chain(configuration -> idempotency.once(request, () -> service.create(request, configuration, caller)
                        .map(TemplateResponse::of)
                        .map(saved -> Created.at("/sessions/templates/" + saved.id(), saved))));
    }

    private Uni<Map<String, Object>> configuration(CreateTemplateRequest request) {
        var given = request.configuration();
        if ((given == null) == (request.sessionId() == null)) {
            throw new Invalid("configuration", "give either configuration or session_id");
        }
        if (given == null) {
            return sessions.get(request.sessionId()).map(Session::configurationValues);
        }
        ConfigurationSchema.check(given);
        return Uni.createFrom().item(given);
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Templates, by name")
    public Uni<Page<TemplateResponse>> list(@Valid @BeanParam PageRequest page) {
        return service.list(page).map(found -> found.map(TemplateResponse::of));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "A template")
    public Uni<TemplateResponse> read(@PathParam("id") UUID id) {
        return templates.get(id).map(TemplateResponse::of);
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{id}")
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "Change a template",
            description =
                    "By its maker or an operator; needs If-Match. Sessions that started from it stay as they are.")
    public Uni<TemplateResponse> change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid ChangeTemplateRequest request) {
        var version = IfMatch.required(ifMatch);
        if (request.configuration() != null) {
            ConfigurationSchema.check(request.configuration());
        }
        return service.change(id, version, request, caller).map(TemplateResponse::of);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Delete a template", description = "By its maker or an operator.")
    public Uni<Void> delete(@PathParam("id") UUID id) {
        return service.delete(id, caller);
    }
}
