package dev.liverun.feedback.search;

import dev.liverun.api.Created;
import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Searches that people keep. */
@Path("/feedback/views")
@Tag(name = "feedback")
public class SavedViewsResource {

    /**
     * A search to keep.
     *
     * @param shared whether everybody sees it
     * @param query the parameters of GET /feedback, each a text or a list of texts
     */
    public record SaveViewRequest(
            @NotBlank @Size(max = 100) String name,
            boolean shared,
            @NotNull @Size(max = 30) Map<@NotBlank @Size(max = 50) String, Object> query) {}

    /** A kept search; only its owner changes it. */
    public record SavedView(
            UUID id, String owner, String name, boolean shared, Map<String, Object> query, Instant createdAt) {}

    /** One's own, and what others share. */
    public record SavedViewsResponse(List<SavedView> items) {}

    private final SavedViews views;
    private final Idempotency idempotency;
    private final Caller caller;

    SavedViewsResource(SavedViews views, Idempotency idempotency, Caller caller) {
        this.views = views;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "One's own saved views, and what others share")
    public Uni<SavedViewsResponse> list() {
        return views.of(caller.subject()).map(SavedViewsResponse::new);
    }

    @POST
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Keep a search under a name")
    public Uni<RestResponse<SavedView>> save(@NotNull @Valid SaveViewRequest request) {
        ViewQuery.check(request.query());
        return idempotency.onceOnConnection(request, transaction -> views.add(
                        transaction, caller.subject(), request.name().strip(), request.shared(), request.query())
                .map(view -> Created.at("/feedback/views/" + view.id(), view)));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Change one's own saved view")
    public Uni<SavedView> change(@PathParam("id") UUID id, @NotNull @Valid SaveViewRequest request) {
        ViewQuery.check(request.query());
        return views.change(id, caller.subject(), request.name().strip(), request.shared(), request.query());
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Forget one's own saved view")
    public Uni<Void> delete(@PathParam("id") UUID id) {
        return views.delete(id, caller.subject());
    }
}
