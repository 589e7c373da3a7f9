package dev.liverun.runner.history;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What results say side by side. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Results")
public class HistoryResource {

    /** How reliable each assertion of a test is on an endpoint. */
    public record FlakinessResponse(
            UUID endpointId, String testName, @Nullable String dataRow, List<Flakiness.Assessed> assertions) {}

    /**
     * What is different.
     *
     * @param totals how many tests there are of each kind, and how many are slower
     */
    public record ComparisonResponse(
            String of, UUID base, UUID now, Map<String, Long> totals, List<Comparison.Line> items) {}

    private final HistoryQueries history;

    HistoryResource(HistoryQueries history) {
        this.history = history;
    }

    @GET
    @Path("/results/flakiness")
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "How often each assertion of a test changes its mind",
            description = "Over the latest results that say something about the product: outages do not count.")
    public Uni<FlakinessResponse> flakiness(
            @QueryParam("endpoint_id") @NotNull @Nullable UUID endpointId,
            @QueryParam("test_name") @NotBlank @Nullable String testName,
            @QueryParam("data_row") @Nullable String dataRow,
            @QueryParam("results") @DefaultValue("100") @Min(2) @Max(500) int results) {
        UUID endpoint = required("endpoint_id", endpointId);
        String test = required("test_name", testName);
        return history.observations(endpoint, test, dataRow, results)
                .map(observations -> new FlakinessResponse(endpoint, test, dataRow, Flakiness.assess(observations)));
    }

    @GET
    @Path("/comparisons")
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Compare two runs or two sessions",
            description = "New failures, still failing, fixed, not run, added; and what is slower beyond noise.")
    public Uni<ComparisonResponse> compare(
            @QueryParam("base_run") @Nullable UUID baseRun,
            @QueryParam("run") @Nullable UUID run,
            @QueryParam("base_session") @Nullable UUID baseSession,
            @QueryParam("session") @Nullable UUID session) {
        boolean runs = baseRun != null || run != null;
        if (runs && (baseSession != null || session != null)) {
            throw new Invalid("session", "compare two runs or two sessions, not one of each");
        }
        UUID base = required(runs ? "base_run" : "base_session", runs ? baseRun : baseSession);
        UUID now = required(runs ? "run" : "session", runs ? run : session);
        String kind = runs ? "run" : "session";
        return history.side(runs, base)
                .invoke(found -> mustBeThere(found, kind, base))
                .chain(before -> history.side(runs, now)
                        .invoke(found -> mustBeThere(found, kind, now))
                        .chain(after -> history.noise(runs, now)
                                .map(noise -> response(kind, base, now, Comparison.of(before, after, noise)))));
    }

    private static ComparisonResponse response(String kind, UUID base, UUID now, List<Comparison.Line> lines) {
        Map<String, Long> totals = new TreeMap<>(lines.stream()
                .collect(Collectors.groupingBy(line -> line.change().name(), Collectors.counting())));
        totals.put("SLOWER", lines.stream().filter(Comparison.Line::slower).count());
        return new ComparisonResponse(kind, base, now, totals, lines);
    }

    private static void mustBeThere(Map<?, ?> side, String kind, UUID id) {
        if (side.isEmpty()) {
            throw new NotFound("completed result of the " + kind, id);
        }
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new Invalid(name, "must not be null");
        }
        return value;
    }
}
