package dev.liverun.health.history;

import dev.liverun.events.contract.HealthStatus;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which checks are wanted; what is left out does not restrict. */
public class HistoryFilter {

    @Parameter(description = "At or after.")
    @QueryParam("from")
    @Nullable
    Instant from;

    @Parameter(description = "Before.")
    @QueryParam("to")
    @Nullable
    Instant to;

    @Parameter(description = "The observed status.")
    @QueryParam("status")
    @Nullable
    HealthStatus status;

    @Parameter(description = "Only checks that belong to this session.")
    @QueryParam("session_id")
    @Nullable
    UUID sessionId;

    public HistoryFilter() {}
}
