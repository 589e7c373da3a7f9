package dev.liverun.runner.workflows;

import dev.liverun.api.Created;
import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The workflows that can be run. */
@Path("/workflows")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Workflows")
public class WorkflowResource {

    private final WorkflowService workflows;
    private final Idempotency idempotency;
    private final WorkflowSchema schema;
    private final Caller caller;

    WorkflowResource(WorkflowService workflows, Idempotency idempotency, WorkflowSchema schema, Caller caller) {
        this.workflows = workflows;
        this.idempotency = idempotency;
        this.schema = schema;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Keep a workflow")
    public Uni<RestResponse<WorkflowResponse>> create(@NotNull @Valid WorkflowRequest request) {
        return workflows
                .checked(request)
                .chain(definition -> idempotency.once(request, () -> workflows
                        .create(request, definition, caller)
                        .map(workflow -> Created.at("/workflows/" + workflow.id(), workflow))));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "List workflows by name")
    public Uni<Page<WorkflowResponse>> list(
            @Valid @BeanParam PageRequest page, @QueryParam("integration") @Nullable String integration) {
        return workflows.list(page, integration);
    }

    @GET
    @Path("/schema")
    @PermitAll
    @Produces("application/schema+json")
    @Operation(summary = "The JSON Schema of workflow documents, for editors")
    public String schema() {
        return schema.text();
    }

    @POST
    @Path("/check")
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Say what is wrong with a document, and keep nothing",
            description = "200 with what it is; 400 with line, column and what was expected.")
    public Uni<WorkflowSummary> check(@NotNull @Valid WorkflowRequest request) {
        return workflows.checked(request).map(WorkflowSummary::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Read a workflow")
    public Uni<WorkflowResponse> get(@PathParam("id") UUID id) {
        return workflows.get(id);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Give a workflow another document")
    public Uni<WorkflowResponse> change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid WorkflowRequest request) {
        return workflows.change(id, IfMatch.required(ifMatch), request, caller);
    }
}
