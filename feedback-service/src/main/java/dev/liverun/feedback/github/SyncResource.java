package dev.liverun.feedback.github;

import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.feedback.github.LinkQueue.Shown;
import dev.liverun.feedback.reports.Access;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** How far a report's issue is on its way. */
@Path("/feedback/{id}/sync")
@Tag(name = "feedback")
public class SyncResource {

    /**
     * A report's way to GitHub.
     *
     * @param reason why it is FAILED, or what is waited for
     * @param conflict what was changed on both sides; gone once somebody synchronises again
     */
    public record SyncResponse(
            LinkState state,
            String repository,
            @Nullable String reason,
            @Nullable String conflict,
            @Nullable Integer githubIssueNumber) {

        static SyncResponse of(Shown link) {
            return new SyncResponse(
                    link.state(), link.repository(), link.reason(), link.conflict(), link.issueNumber());
        }
    }

    private final LinkQueue queue;
    private final DispatchWakeUp dispatcher;
    private final Access access;
    private final Caller caller;

    SyncResource(LinkQueue queue, DispatchWakeUp dispatcher, Access access, Caller caller) {
        this.queue = queue;
        this.dispatcher = dispatcher;
        this.access = access;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "How far the report's GitHub issue is")
    public Uni<SyncResponse> read(@PathParam("id") UUID id) {
        return show(id);
    }

    @POST
    @RolesAllowed(Roles.TESTER)
    @ResponseStatus(202)
    @Operation(summary = "Synchronise now", description = "Also tries again what FAILED.")
    public Uni<SyncResponse> sync(@PathParam("id") UUID id) {
        return access.toChange(id, caller)
                .chain(() -> queue.retry(id))
                .invoke(dispatcher::soon)
                .chain(() -> show(id));
    }

    private Uni<SyncResponse> show(UUID id) {
        return queue.show(id)
                .map(link -> link.map(SyncResponse::of).orElseThrow(() -> new NotFound("GitHub link of feedback", id)));
    }
}
