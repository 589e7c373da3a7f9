package dev.liverun.feedback.handling;

import dev.liverun.api.conditional.IfMatch;
import dev.liverun.api.problem.Problem;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The same change of many reports. */
@Path("/feedback/bulk")
@Tag(name = "feedback")
public class BulkResource {

    private static final Logger LOG = Logger.getLogger(BulkResource.class);

    /**
     * Which reports, and what is to be different about them.
     *
     * @param change as for one report
     */
    public record BulkRequest(
            @NotEmpty @Size(max = 200) List<@NotNull @Valid Item> items,
            @NotNull @Valid ChangeFeedbackRequest change) {

        /** @param version fails this report if it has another one; any if left out */
        public record Item(
                @NotNull UUID id, @Nullable @Positive Long version) {}
    }

    /** One result for each report, in the order of the request. */
    public record BulkResponse(List<Result> items) {

        /**
         * What became of one.
         *
         * @param changed whether it was changed, or was so already
         * @param version the one that it has now
         * @param problem why it was not changed
         */
        public record Result(
                UUID id,
                boolean changed,
                @Nullable Long version,
                @Nullable Refusal problem) {}

        /** As in a problem document. */
        public record Refusal(String type, int status, String title, String detail) {}
    }

    private final Handling handling;
    private final Caller caller;

    BulkResource(Handling handling, Caller caller) {
        this.handling = handling;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Roles.TESTER)
    @Operation(
            summary = "Change many reports",
            description = "Each by itself: what is refused for one does not keep the others from being changed.")
    public Uni<BulkResponse> change(@NotNull @Valid BulkRequest request) {
        return Multi.createFrom()
                .iterable(request.items())
                .onItem()
                .transformToUniAndConcatenate(item -> change(item, request.change()))
                .collect()
                .asList()
                .map(BulkResponse::new);
    }

    private Uni<BulkResponse.Result> change(BulkRequest.Item item, ChangeFeedbackRequest change) {
        var version = item.version() == null ? IfMatch.anyVersion() : IfMatch.required("\"" + item.version() + "\"");
        return handling.change(item.id(), version, change.change(), caller)
                .map(report -> new BulkResponse.Result(report.id(), true, report.version(), null))
                .onFailure()
                .recoverWithItem(failure -> refused(item.id(), failure));
    }

    private static BulkResponse.Result refused(UUID id, Throwable failure) {
        if (failure instanceof Problem problem) {
            return new BulkResponse.Result(
                    id,
                    false,
                    null,
                    new BulkResponse.Refusal(
                            problem.type().toString(), problem.status(), problem.title(), problem.detail()));
        }
        LOG.errorf(failure, "Feedback %s was not changed", id);
        return new BulkResponse.Result(
                id,
                false,
                null,
                new BulkResponse.Refusal(
                        "about:blank", 500, "Internal error", "An error of Liverun's; try this one again."));
    }
}
