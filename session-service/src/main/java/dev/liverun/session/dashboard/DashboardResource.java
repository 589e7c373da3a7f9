package dev.liverun.session.dashboard;

import dev.liverun.api.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** All at a glance. */
@Path("/dashboard")
@Tag(name = "dashboard")
public class DashboardResource {

    private final Dashboards dashboards;

    DashboardResource(Dashboards dashboards) {
        this.dashboards = dashboards;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Sessions by state, integrations' health, running tests, open feedback by priority",
            description = "Health is given as it is now, and as it was in the sessions that are going on.")
    public Uni<Dashboard> read() {
        return dashboards.now();
    }
}
