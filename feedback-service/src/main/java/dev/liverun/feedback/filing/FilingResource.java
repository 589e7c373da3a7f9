package dev.liverun.feedback.filing;

import dev.liverun.api.Created;
import dev.liverun.api.idempotency.Idempotency;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.feedback.filing.Filing.Prepared;
import dev.liverun.feedback.reports.FeedbackReport;
import dev.liverun.feedback.reports.FeedbackResponse;
import dev.liverun.feedback.reports.Timing;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Filing reports. */
@Path("/feedback")
@Tag(name = "feedback", description = "What testers found, and the GitHub issues it became")
public class FilingResource {

    private final Filing filing;
    private final Idempotency idempotency;
    private final Caller caller;
    private final Timing timing;

    FilingResource(Filing filing, Idempotency idempotency, Caller caller, Timing timing) {
        this.filing = filing;
        this.idempotency = idempotency;
        this.caller = caller;
        this.timing = timing;
    }

    @POST
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "File a report",
            description = "It becomes a GitHub issue by itself; filing does not wait for GitHub.")
    public Uni<RestResponse<FeedbackResponse>> file(@NotNull @Valid CreateFeedbackRequest request) {
        return filing.prepare(request, caller).chain(prepared -> once(request, prepared));
    }

    @POST
    @Path("/from-result")
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "File a report of a test result",
            description = "Title, description and category are made of the result unless they are given.")
    public Uni<RestResponse<FeedbackResponse>> fileFromResult(@NotNull @Valid FromResultRequest request) {
        return filing.prepare(request, caller).chain(prepared -> once(request, prepared));
    }

    private Uni<RestResponse<FeedbackResponse>> once(Object request, Prepared prepared) {
        return idempotency.isAskedFor()
                ? idempotency.onceOnConnection(request, transaction -> filing.file(prepared, caller, transaction)
                        .map(this::created))
                : filing.file(prepared, caller).map(this::created);
    }

    private RestResponse<FeedbackResponse> created(FeedbackReport report) {
        return Created.at("/feedback/" + report.id(), FeedbackResponse.of(report, timing.now()));
    }
}
