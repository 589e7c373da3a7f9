package dev.liverun.feedback.reports;

import dev.liverun.api.Created;
import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Feedback reports. */
@Path("/feedback")
@Tag(name = "feedback", description = "What testers found, and the GitHub issues it became")
public class FeedbackResource {

    private final FeedbackService service;
    private final FeedbackRepository reports;
    private final FeedbackQueue queue;
    private final Idempotency idempotency;
    private final Caller caller;

    FeedbackResource(
            FeedbackService service,
            FeedbackRepository reports,
            FeedbackQueue queue,
            Idempotency idempotency,
            Caller caller) {
        this.service = service;
        this.reports = reports;
        this.queue = queue;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "File a report",
            description = "It becomes a GitHub issue by itself; filing does not wait for GitHub.")
    public Uni<RestResponse<FeedbackResponse>> file(@NotNull @Valid CreateFeedbackRequest request) {
        return service.prepare(request, caller)
                .chain(prepared -> idempotency.once(request, () -> service.file(prepared, caller)
                        .map(FeedbackResponse::of)
                        .map(report -> Created.at("/feedback/" + report.id(), report))));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @WithSession
    @Operation(summary = "Reports, in the order in which they should be worked on")
    public Uni<Page<FeedbackResponse>> list(
            @Valid @BeanParam FeedbackFilter filter, @Valid @BeanParam PageRequest page) {
        return queue.find(filter, page).map(found -> found.map(FeedbackResponse::of));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    @WithSession
    @Operation(summary = "A report")
    public Uni<FeedbackResponse> read(@PathParam("id") UUID id) {
        return reports.get(id).map(FeedbackResponse::of);
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Change a report", description = "Needs If-Match. What is left out stays.")
    public Uni<FeedbackResponse> change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid ChangeFeedbackRequest request) {
        return service.change(id, IfMatch.required(ifMatch), request.change(), caller)
                .map(FeedbackResponse::of);
    }
}
