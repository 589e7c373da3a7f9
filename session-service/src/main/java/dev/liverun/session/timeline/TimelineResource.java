package dev.liverun.session.timeline;

import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.paging.Page;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.session.lifecycle.SessionRepository;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What happened in a session. */
@Path("/sessions/{id}/timeline")
@Tag(name = "sessions")
public class TimelineResource {

    private final TimelineRepository entries;
    private final NoteService notes;
    private final SessionRepository sessions;
    private final Idempotency idempotency;
    private final Caller caller;

    TimelineResource(
            TimelineRepository entries,
            NoteService notes,
            SessionRepository sessions,
            Idempotency idempotency,
            Caller caller) {
        this.entries = entries;
        this.notes = notes;
        this.sessions = sessions;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "What happened, oldest first",
            description = "The cursor is a position: with the last position you saw you get what came after it.")
    public Uni<Page<TimelineItem>> list(@PathParam("id") UUID id, @Valid @BeanParam TimelinePageRequest page) {
        return sessions.get(id).chain(() -> entries.page(id, page));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Put a note on the timeline",
            description = "By those who take part in the session as TESTER or COMMENTER.")
    public Uni<RestResponse<TimelineItem>> note(@PathParam("id") UUID id, @NotNull @Valid NoteRequest request) {
        return idempotency.once(request, () -> notes.add(id, request.text(), caller)
                .map(item -> RestResponse.status(RestResponse.Status.CREATED, item)));
    }
}
