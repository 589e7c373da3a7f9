package dev.liverun.feedback.search;

import dev.liverun.api.paging.Page;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.security.Roles;
import dev.liverun.feedback.reports.FeedbackResponse;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Finding reports. */
@Path("/feedback")
@Tag(name = "feedback")
public class SearchResource {

    /**
     * What a search finds, counted.
     *
     * @param facets by the parameter that would narrow it down to a value; the most frequent values first, 50 at most
     */
    public record FacetsResponse(long total, long overdue, java.util.Map<String, List<FacetValue>> facets) {

        /** @param value as the parameter takes it; an empty assignee is nobody (unassigned) */
        public record FacetValue(String value, long count) {}
    }

    /** Reports that may tell the same, the most similar first. */
    public record SimilarResponse(List<SimilarReports.Similar> items) {}

    private final FeedbackSearch search;
    private final Facets facets;
    private final SimilarReports similar;

    SearchResource(FeedbackSearch search, Facets facets, SimilarReports similar) {
        this.search = search;
        this.facets = facets;
        this.similar = similar;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Reports, in the order in which they should be worked on",
            description = "Those of purged sessions, too: `session_purged`.")
    public Uni<Page<FeedbackResponse>> list(
            @Valid @BeanParam FeedbackFilter filter,
            @QueryParam("sort") @DefaultValue("QUEUE") FeedbackSort sort,
            @Valid @BeanParam PageRequest page) {
        return search.find(filter, sort, page);
    }

    @GET
    @Path("/facets")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "How many reports a search finds, by status, priority, category, session, people, labels")
    public Uni<FacetsResponse> count(@Valid @BeanParam FeedbackFilter filter) {
        return facets.of(filter).map(counted -> {
            var shown = new java.util.LinkedHashMap<String, List<FacetsResponse.FacetValue>>();
            counted.facets()
                    .forEach((name, counts) -> shown.put(
                            name,
                            counts.stream()
                                    .map(count -> new FacetsResponse.FacetValue(count.value(), count.count()))
                                    .toList()));
            return new FacetsResponse(counted.total(), counted.overdue(), shown);
        });
    }

    @GET
    @Path("/similar")
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Reports that may tell the same",
            description = "Ask while somebody writes: by the title's letters, and by the test result if there is one.")
    public Uni<SimilarResponse> similar(
            @QueryParam("title") @NotBlank @Size(max = 200) String title,
            @QueryParam("endpoint_id") @Nullable UUID endpointId,
            @QueryParam("result_id") @Nullable UUID resultId,
            @QueryParam("limit") @DefaultValue("5") @Min(1) @Max(20) int limit) {
        return similar.find(title, endpointId, resultId, limit).map(SimilarResponse::new);
    }
}
