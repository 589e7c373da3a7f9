package dev.liverun.session.dashboard;

import dev.liverun.api.security.Roles;
import dev.liverun.session.integrations.EndpointRepository;
import dev.liverun.session.integrations.KnownEndpoint;
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

    private final DashboardRepository numbers;
    private final EndpointRepository endpoints;

    DashboardResource(DashboardRepository numbers, EndpointRepository endpoints) {
        this.numbers = numbers;
        this.endpoints = endpoints;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Sessions by state, integrations' health, running tests, open feedback by priority")
    public Uni<Dashboard> read() {
        return Uni.combine()
                .all()
                .unis(numbers.sessions(), endpoints.all(), numbers.running(), numbers.openFeedback())
                .asTuple()
                .map(parts -> new Dashboard(
                        parts.getItem1(),
                        parts.getItem2().stream()
                                .filter(KnownEndpoint::inUse)
                                .map(DashboardResource::integration)
                                .toList(),
                        parts.getItem3(),
                        parts.getItem4()));
    }

    private static Dashboard.Integration integration(KnownEndpoint endpoint) {
        var last = endpoint.lastCheck();
        return new Dashboard.Integration(
                endpoint.id(),
                endpoint.name(),
                endpoint.status(),
                endpoint.reason(),
                endpoint.since(),
                last == null ? null : last.status(),
                last == null ? null : last.responseTimeMs(),
                last == null ? null : last.checkedAt());
    }
}
