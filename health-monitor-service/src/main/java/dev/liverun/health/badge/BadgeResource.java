package dev.liverun.health.badge;

import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Roles;
import dev.liverun.events.contract.HealthStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/integrations/{id}/badge")
@Tag(name = "Health")
public class BadgeResource {

    private static final String SVG = "image/svg+xml";
    private static final String STATUS = """
            select e.name, h.status from integration_endpoints e left join endpoint_health h on h.endpoint_id = e.id
             where e.id = $1 and e.removed_at is null
            """;

    private final Pool pool;

    BadgeResource(Pool pool) {
        this.pool = pool;
    }

    @GET
    @Produces(SVG)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The confirmed status as a picture (SVG)")
    public Uni<RestResponse<String>> badge(@PathParam("id") UUID id) {
        return pool.preparedQuery(STATUS).execute(Tuple.of(id)).map(rows -> {
            for (Row row : rows) {
                var status = row.getString("status");
                return RestResponse.ResponseBuilder.ok(
                                Badge.svg(row.getString("name"), status == null ? null : HealthStatus.valueOf(status)))
                        .header(HttpHeaders.CACHE_CONTROL, "private, max-age=10")
                        .build();
            }
            throw new NotFound("integration", id);
        });
    }
}
