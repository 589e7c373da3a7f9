package dev.liverun.health.sla;

import dev.liverun.api.export.Exports;
import dev.liverun.api.export.StreamedBody;
import dev.liverun.api.export.TableFormat;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/service-levels")
@Tag(name = "Health")
public class SlaResource {

    private static final List<String> HEAD = List.of(
            "endpoint_id", "name", "checks", "failed", "rate_limited", "excused", "uptime_percent", "outages", "met");

    private final SlaQueries queries;
    private final Clock clock;

    SlaResource(SlaQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Service levels of all integrations in a month (UTC), also of those that were removed since")
    public Uni<SlaReport> report(
            @Parameter(example = "2026-11", description = "This month unless said.") @QueryParam("month") @Nullable
                    String month,
            @Parameter(example = "99.9") @QueryParam("objective") @DecimalMin("0") @DecimalMax("100") @Nullable
                    Double objective) {
        return queries.month(month(month), objective);
    }

    @GET
    @Path("/csv")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The same as a table (CSV)")
    public Uni<RestResponse<StreamedBody>> csv(
            @QueryParam("month") @Nullable String month,
            @QueryParam("objective") @DecimalMin("0") @DecimalMax("100") @Nullable Double objective) {
        return queries.month(month(month), objective).map(report -> RestResponse.ResponseBuilder.ok(
                        StreamedBody.of(Exports.of(
                                TableFormat.CSV,
                                table -> table.begin("service levels", HEAD),
                                Multi.createFrom().item(report.items()),
                                (table, line) -> table.row(
                                        line.endpointId(),
                                        line.name(),
                                        line.checks(),
                                        line.failed(),
                                        line.rateLimited(),
                                        line.excused(),
                                        line.uptimePercent(),
                                        line.outages(),
                                        line.met()))))
                .type(TableFormat.CSV.mediaType())
                .header("Content-Disposition", "attachment; filename=\"service-levels-" + report.month() + ".csv\"")
                .build());
    }

    private YearMonth month(@Nullable String text) {
        try {
            return text == null ? YearMonth.now(clock.withZone(ZoneOffset.UTC)) : YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw new Invalid("month", "must be a month, such as 2026-11");
        }
    }
}
