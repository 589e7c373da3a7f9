package dev.liverun.api.audit;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which entries are wanted; what is left out does not restrict. */
public class AuditFilter {

    @Parameter(description = "Who did it: a subject, or system:<task>.")
    @QueryParam("actor")
    @Nullable
    String actor;

    @Parameter(description = "What was done, such as session.paused.")
    @QueryParam("action")
    @Nullable
    String action;

    @QueryParam("target_type")
    @Nullable
    String targetType;

    @QueryParam("target_id")
    @Nullable
    String targetId;

    @QueryParam("correlation_id")
    @Nullable
    String correlationId;

    @Parameter(description = "At or after.")
    @QueryParam("from")
    @Nullable
    Instant from;

    @Parameter(description = "Before.")
    @QueryParam("to")
    @Nullable
    Instant to;

    public AuditFilter() {}
}
