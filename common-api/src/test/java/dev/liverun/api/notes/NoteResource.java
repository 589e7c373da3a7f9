package dev.liverun.api.notes;

import dev.liverun.api.Created;
import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/notes")
public class NoteResource {

    private final NoteService notes;
    private final Idempotency idempotency;
    private final Caller caller;

    NoteResource(NoteService notes, Idempotency idempotency, Caller caller) {
        this.notes = notes;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    @POST
    @APIResponseSchema(value = NoteResponse.class, responseCode = "201")
    @RolesAllowed(Roles.TESTER)
    public Uni<RestResponse<NoteResponse>> create(@NotNull @Valid CreateNoteRequest request) {
        return idempotency.once(
                request, () -> notes.create(request, caller).map(note -> Created.at("/notes/" + note.id(), note)));
    }

    @POST
    @Path("/fast")
    @APIResponseSchema(value = NoteResponse.class, responseCode = "201")
    @RolesAllowed(Roles.TESTER)
    public Uni<RestResponse<NoteResponse>> createFast(@NotNull @Valid CreateNoteRequest request) {
        return idempotency.onceOnConnection(request, transaction -> notes.createFast(transaction, request, caller)
                .map(note -> Created.at("/notes/" + note.id(), note)));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    public Uni<Page<NoteResponse>> list(@Valid @BeanParam PageRequest page, @QueryParam("status") NoteStatus status) {
        return notes.list(page);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    public Uni<NoteResponse> get(@PathParam("id") UUID id) {
        return notes.get(id);
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed(Roles.TESTER)
    public Uni<NoteResponse> change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") String ifMatch,
            @NotNull @Valid ChangeNoteRequest request) {
        return notes.change(id, IfMatch.required(ifMatch), request, caller);
    }

    @POST
    @Path("/{id}/close")
    @RolesAllowed(Roles.TESTER)
    public Uni<NoteResponse> close(@PathParam("id") UUID id, @QueryParam("reason") String reason) {
        return notes.close(id, reason, caller);
    }
}
