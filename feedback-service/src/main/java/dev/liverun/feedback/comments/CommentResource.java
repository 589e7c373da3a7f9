package dev.liverun.feedback.comments;

import dev.liverun.api.Created;
import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.paging.Cursor;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.feedback.reports.Access;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What people say about a report. */
@Path("/feedback/{id}/comments")
@Tag(name = "feedback")
public class CommentResource {

    /** What is said. */
    public record CommentRequest(
            @NotBlank @Size(max = 20_000) String body) {}

    private final Comments comments;
    private final Access access;
    private final Idempotency idempotency;
    private final Caller caller;

    CommentResource(Comments comments, Access access, Idempotency idempotency, Caller caller) {
        this.comments = comments;
        this.access = access;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What was said about a report, here and on its GitHub issue, the oldest first")
    public Uni<Page<Comment>> list(@PathParam("id") UUID id, @Valid @BeanParam PageRequest page) {
        return comments.of(id, page)
                .map(found -> Page.of(found, page, comment -> Cursor.of(comment.createdAt(), comment.id())));
    }

    @POST
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Say something about a report", description = "It is said on its GitHub issue, too.")
    public Uni<RestResponse<Comment>> add(@PathParam("id") UUID id, @NotNull @Valid CommentRequest request) {
        return access.toChange(id, caller)
                .chain(() -> idempotency.onceOnConnection(
                        request, transaction -> comments.add(id, request.body(), caller, transaction)
                                .map(comment -> Created.at("/feedback/" + id + "/comments/" + comment.id(), comment))));
    }

    @PATCH
    @Path("/{comment_id}")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Say it differently", description = "One's own; what was said on GitHub is changed there.")
    public Uni<Comment> edit(
            @PathParam("id") UUID id, @PathParam("comment_id") UUID commentId, @NotNull @Valid CommentRequest request) {
        return comments.edit(id, commentId, request.body(), caller);
    }

    @DELETE
    @Path("/{comment_id}")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Take it back", description = "One's own; operators may take back anybody's.")
    public Uni<Void> delete(@PathParam("id") UUID id, @PathParam("comment_id") UUID commentId) {
        return comments.delete(id, commentId, caller).replaceWithVoid();
    }
}
