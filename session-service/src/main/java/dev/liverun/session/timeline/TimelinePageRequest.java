package dev.liverun.session.timeline;

import dev.liverun.api.paging.PageRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which part of a timeline is wanted. Unlike that of other lists its cursor means something: a position. */
public class TimelinePageRequest {

    @Parameter(description = "How many entries at most.")
    @QueryParam("limit")
    @DefaultValue("50")
    @Min(1)
    @Max(PageRequest.MAX_LIMIT)
    int limit = PageRequest.DEFAULT_LIMIT;

    @Parameter(description = "The position after which to begin; 0 is the beginning.")
    @QueryParam("cursor")
    @DefaultValue("0")
    @Min(0)
    long cursor;

    @Parameter(description = "Only entries of this kind: session, health, test, feedback or note.")
    @QueryParam("kind")
    @Pattern(
            regexp = "session|health|test|feedback|note",
            message = "must be one of session, health, test, feedback, note")
    @Nullable
    String kind;

    public TimelinePageRequest() {}
}
