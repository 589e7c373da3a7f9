package dev.liverun.feedback.handling;

import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.feedback.reports.FeedbackReport;
import dev.liverun.feedback.reports.FeedbackRepository;
import dev.liverun.feedback.reports.FeedbackResponse;
import dev.liverun.feedback.reports.Timing;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A report, and what people do with it. */
@Path("/feedback")
@Tag(name = "feedback")
public class FeedbackResource {

    /** Why a report is taken back. */
    public record WithdrawRequest(
            @NotBlank @Size(max = 1_000) String reason) {}

    /** Which report tells the same, and stays. */
    public record MergeRequest(@NotNull UUID into) {}

    private final Handling handling;
    private final Votes votes;
    private final FeedbackRepository reports;
    private final Timing timing;
    private final Caller caller;

    FeedbackResource(Handling handling, Votes votes, FeedbackRepository reports, Timing timing, Caller caller) {
        this.handling = handling;
        this.votes = votes;
        this.reports = reports;
        this.timing = timing;
        this.caller = caller;
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.VIEWER)
    @WithSession
    @Operation(
            summary = "A report",
            description =
                    "It stays when its session is purged, and says so: `session_purged`. Its ETag is for If-Match; votes,"
                            + " comments and the session's end change the answer without it.")
    public Uni<FeedbackResponse> read(@PathParam("id") UUID id) {
        return reports.get(id).map(this::shown);
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Change a report", description = "Needs If-Match. What is left out stays.")
    public Uni<FeedbackResponse> change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid ChangeFeedbackRequest request) {
        return handling.change(id, IfMatch.required(ifMatch), request.change(), caller)
                .map(this::shown);
    }

    @POST
    @Path("/{id}/withdraw")
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "Take a report back",
            description =
                    "Needs If-Match. Reports are never deleted: it stays, out of every list, and its GitHub issue is"
                            + " closed as not planned.")
    public Uni<FeedbackResponse> withdraw(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid WithdrawRequest request) {
        return handling.withdraw(id, IfMatch.required(ifMatch), request.reason(), caller)
                .map(this::shown);
    }

    @POST
    @Path("/{id}/restore")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Put a withdrawn report back to where it was", description = "Needs If-Match.")
    public Uni<FeedbackResponse> restore(@PathParam("id") UUID id, @HeaderParam("If-Match") @Nullable String ifMatch) {
        return handling.restore(id, IfMatch.required(ifMatch), caller).map(this::shown);
    }

    @POST
    @Path("/{id}/merge")
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "Close a report as a duplicate of another one",
            description = "Needs If-Match. The other one takes over the votes; reopening undoes it.")
    public Uni<FeedbackResponse> merge(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @NotNull @Valid MergeRequest request) {
        return handling.merge(id, IfMatch.required(ifMatch), request.into(), caller)
                .map(this::shown);
    }

    @PUT
    @Path("/{id}/vote")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Me too", description = "Counts once for each person, however often it is said.")
    public Uni<Void> vote(@PathParam("id") UUID id) {
        return votes.vote(id, caller.subject());
    }

    @DELETE
    @Path("/{id}/vote")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Not any more")
    public Uni<Void> unvote(@PathParam("id") UUID id) {
        return votes.unvote(id, caller.subject());
    }

    private FeedbackResponse shown(FeedbackReport report) {
        return FeedbackResponse.of(report, timing.now());
    }
}
