package dev.liverun.health.trend;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.security.Roles;
import dev.liverun.health.summary.KnownEndpoints;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/integrations/{id}/health/trend")
@Tag(name = "Health")
public class TrendResource {

    private static final Duration USUAL_TREND = Duration.ofDays(1);
    private static final Duration USUAL_PART = Duration.ofHours(1);
    private static final long MOST_PARTS = 2000;

    private final TrendQueries trends;
    private final KnownEndpoints endpoints;
    private final Clock clock;

    TrendResource(TrendQueries trends, KnownEndpoints endpoints, Clock clock) {
        this.trends = trends;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Counts, uptime and response times over a time, the last 24 hours unless said",
            description = "The time is widened to whole minutes, hours or days, whichever the parts are made of; the"
                    + " answer says which. Parts shorter than an hour are known for about a day.")
    public Uni<Trend> trend(
            @PathParam("id") UUID id,
            @QueryParam("from") @Nullable Instant from,
            @QueryParam("to") @Nullable Instant to,
            @Parameter(description = "Length of the parts in whole minutes, such as PT5M; one hour unless said.")
                    @QueryParam("bucket")
                    @Nullable
                    Duration bucket) {
        var end = to == null ? clock.instant() : to;
        var start = from == null ? end.minus(USUAL_TREND) : from;
        var part = bucket == null ? USUAL_PART : bucket;
        if (!start.isBefore(end)) {
            throw new Invalid("from", "must be before 'to'");
        }
        if (part.toSeconds() < 60 || part.toSeconds() % 60 != 0 || part.getNano() != 0) {
            throw new Invalid("bucket", "must be whole minutes, at least PT1M");
        }
        if (Duration.between(start, end).toSeconds() / part.toSeconds() > MOST_PARTS) {
            throw new Invalid("bucket", "must make at most " + MOST_PARTS + " parts");
        }
        return endpoints.mustExist(id).chain(() -> trends.trend(id, TrendRange.covering(start, end, part), part));
    }
}
