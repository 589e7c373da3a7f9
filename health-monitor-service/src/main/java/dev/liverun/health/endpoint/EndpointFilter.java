package dev.liverun.health.endpoint;

import dev.liverun.events.contract.HealthStatus;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which endpoints are wanted; what is left out does not restrict. */
public class EndpointFilter {

    @Parameter(description = "The exact name, in upper or lower case.")
    @QueryParam("name")
    @Nullable
    String name;

    @QueryParam("tag")
    @Nullable
    String tag;

    @QueryParam("group")
    @Nullable
    String group;

    @QueryParam("enabled")
    @Nullable
    Boolean enabled;

    @Parameter(description = "The confirmed status.")
    @QueryParam("status")
    @Nullable
    HealthStatus status;

    @Parameter(description = "Those that were removed, instead of those in use.")
    @QueryParam("removed")
    @DefaultValue("false")
    boolean removed;

    public EndpointFilter() {}
}
