package dev.liverun.health.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.health.definition.EndpointRequest;
import dev.liverun.health.summary.Live;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/integrations")
@Tag(name = "Integrations", description = "The live services that are tested: where they are, and how they are called.")
public class EndpointResource {

    private final EndpointService service;
    private final EndpointQueries queries;
    private final Idempotency idempotency;
    private final Caller caller;

    EndpointResource(EndpointService service, EndpointQueries queries, Idempotency idempotency, Caller caller) {
        this.service = service;
        this.queries = queries;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "All integrations by name, each with its health")
    public Uni<Page<EndpointResponse>> list(@BeanParam EndpointFilter filter, @Valid @BeanParam PageRequest page) {
        return queries.page(filter, page);
    }

    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Register an integration; its first check is made at once")
    public Uni<RestResponse<EndpointResponse>> register(@Valid @NotNull EndpointRequest request) {
        return idempotency.once(request, () -> service.register(request, caller).map(EndpointAnswers::registered));
    }

    @GET
    @Path("/{id}")
    @Live
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "One integration with its health")
    public Uni<RestResponse<EndpointResponse>> get(@PathParam("id") UUID id) {
        return queries.byId(id).map(EndpointAnswers::found);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Replace an integration's definition; what is left out returns to its default")
    public Uni<RestResponse<EndpointResponse>> replace(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull EndpointRequest request) {
        return service.replace(id, request, IfMatch.required(ifMatch), caller).chain(() -> get(id));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Change parts of an integration's definition (JSON Merge Patch)")
    @RequestBody(content = @Content(schema = @Schema(implementation = EndpointRequest.class)))
    public Uni<RestResponse<EndpointResponse>> patch(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull JsonNode patch) {
        return service.patch(id, patch, IfMatch.required(ifMatch), caller).chain(() -> get(id));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Remove an integration; its history stays readable, its name is free again")
    public Uni<RestResponse<Void>> remove(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return service.remove(id, IfMatch.required(ifMatch), caller).replaceWith(RestResponse.noContent());
    }
}
