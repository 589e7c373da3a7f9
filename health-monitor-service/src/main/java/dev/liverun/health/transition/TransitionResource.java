package dev.liverun.health.transition;

import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.security.Roles;
import dev.liverun.health.summary.KnownEndpoints;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/integrations/{id}/health/transitions")
@Tag(name = "Health")
public class TransitionResource {

    private final TransitionQueries transitions;
    private final KnownEndpoints endpoints;

    TransitionResource(TransitionQueries transitions, KnownEndpoints endpoints) {
        this.transitions = transitions;
        this.endpoints = endpoints;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The changes of the confirmed status, newest first, each with what led to it")
    public Uni<Page<TransitionResponse>> list(@PathParam("id") UUID id, @Valid @BeanParam PageRequest page) {
        return endpoints.mustExist(id).chain(() -> transitions.page(id, page));
    }
}
