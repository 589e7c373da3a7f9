package dev.liverun.health.alarm;

import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which alarms are wanted; what is left out does not restrict. */
public class AlarmFilter {

    @Parameter(description = "Only those that are open, or only those that are over.")
    @QueryParam("open")
    @Nullable
    Boolean open;

    @QueryParam("acknowledged")
    @Nullable
    Boolean acknowledged;

    @QueryParam("endpoint_id")
    @Nullable
    UUID endpointId;

    public AlarmFilter() {}
}
