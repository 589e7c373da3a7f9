package dev.liverun.session.sessions;

import dev.liverun.api.Created;
import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.problem.UnknownReference;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.session.configuration.ConfigurationSchema;
import dev.liverun.session.configuration.SessionConfiguration;
import dev.liverun.session.integrations.References;
import dev.liverun.session.lifecycle.Session;
import dev.liverun.session.lifecycle.SessionRepository;
import dev.liverun.session.search.SessionFilter;
import dev.liverun.session.search.SessionSearch;
import dev.liverun.session.templates.TemplateRepository;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Test sessions. */
@Path("/sessions")
@Tag(name = "sessions", description = "Test sessions, their timeline, summary and report")
public class SessionResource {

    private final SessionService service;
    private final SessionRepository sessions;
    private final SessionSearch search;
    private final References references;
    private final TemplateRepository templates;
    private final Idempotency idempotency;
    private final Caller caller;

    SessionResource(
            SessionService service,
            SessionRepository sessions,
            SessionSearch search,
            References references,
            TemplateRepository templates,
            Idempotency idempotency,
            Caller caller) {
        this.service = service;
        this.sessions = sessions;
        this.search = search;
        this.references = references;
        this.templates = templates;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "Create a session",
            description =
                    "It is CREATED; POST /sessions/{id}/start starts it. With template_id its configuration is that"
                            + " template's, with the given keys in place of its own.")
    public Uni<RestResponse<SessionResponse>> create(@NotNull @Valid CreateSessionRequest request) {
        return configuration(request)
                .call(configuration -> checked(null, configuration))
                .chain(configuration -> idempotency.isAskedFor()
                        ? idempotency.once(request, () -> service.createHere(request, configuration, caller)
                                .map(SessionResource::created))
                        : service.create(request, configuration, caller).map(SessionResource::created));
    }

    private static RestResponse<SessionResponse> created(Session session) {
        return Created.at("/sessions/" + session.id(), SessionResponse.of(session));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @WithSession
    @Operation(summary = "Sessions, newest first")
    public Uni<Page<SessionResponse>> list(@Valid @BeanParam SessionFilter filter, @Valid @BeanParam PageRequest page) {
        return search.find(filter, page).map(found -> found.map(SessionResponse::of));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "A session")
    public Uni<SessionResponse> read(@PathParam("id") UUID id) {
        return sessions.get(id).map(SessionResponse::of);
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{id}")
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "Change name, description, participants or configuration",
            description = "Needs If-Match. What is left out stays; participants and configuration are replaced.")
    public Uni<SessionResponse> change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid ChangeSessionRequest request) {
        var version = IfMatch.required(ifMatch);
        return checked(id, request.configuration().orElse(Map.of()))
                .chain(() -> service.change(id, version, request.change(), caller))
                .map(SessionResponse::of);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Delete a session that never started")
    public Uni<Void> delete(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return service.delete(id, Versions.ifGiven(ifMatch), caller);
    }

    private Uni<Map<String, Object>> configuration(CreateSessionRequest request) {
        var given = request.configurationOrNone();
        var template = request.templateId();
        if (template == null) {
            return Uni.createFrom().item(given);
        }
        return templates
                .configurationOf(template)
                .onFailure(NotFound.class)
                .transform(missing -> new UnknownReference("template_id", template))
                .map(saved -> {
                    var configuration = new LinkedHashMap<>(saved);
                    configuration.putAll(given);
                    return configuration;
                });
    }

    /** @param id of the session that this is for; null when it is still to be created */
    private Uni<Void> checked(@Nullable UUID id, Map<String, Object> configuration) {
        ConfigurationSchema.check(configuration);
        return references.check(configuration).chain(() -> SessionConfiguration.of(configuration)
                .baseline()
                .map(baseline -> baseline(id, baseline))
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> baseline(@Nullable UUID id, UUID baseline) {
        var field = "configuration.baseline";
        if (baseline.equals(id)) {
            throw new Invalid(field, "must be another session");
        }
        return sessions.referenced(field, baseline).replaceWithVoid();
    }
}
