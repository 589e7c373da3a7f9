package dev.liverun.session.trends;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How sessions come out over time. */
@Path("/sessions/trends")
@Tag(name = "sessions")
public class TrendResource {

    private static final Duration USUAL = Duration.ofDays(90);
    private static final Duration LONGEST = Duration.ofDays(1100);

    /** The answer; stretches in which no session ended are left out. */
    public record TrendsResponse(Instant from, Instant to, String bucket, List<TrendPoint> points) {}

    private final Trends trends;
    private final Clock clock;

    TrendResource(Trends trends, Clock clock) {
        this.trends = trends;
        this.clock = clock;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Verdicts, pass rates, outages and mean time to resolve, by when sessions ended",
            description = "Without from and to the last 90 days.")
    public Uni<TrendsResponse> read(
            @QueryParam("from") @Nullable Instant from,
            @QueryParam("to") @Nullable Instant to,
            @QueryParam("bucket")
                    @DefaultValue("day")
                    @Pattern(regexp = "day|week|month", message = "must be one of day, week, month")
                    String bucket,
            @QueryParam("tester_id") @Size(max = 255) @Nullable String testerId,
            @QueryParam("integration") @Size(max = 200) @Nullable String integration) {
        var end = to == null ? clock.instant() : to;
        var begin = from == null ? end.minus(USUAL) : from;
        if (!begin.isBefore(end)) {
            throw new Invalid("from", "must be before to");
        }
        if (Duration.between(begin, end).compareTo(LONGEST) > 0) {
            throw new Invalid("from", "must be at most " + LONGEST.toDays() + " days before to");
        }
        return trends.read(new TrendFilter(begin, end, bucket, testerId, integration))
                .map(points -> new TrendsResponse(begin, end, bucket, points));
    }
}
