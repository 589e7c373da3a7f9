package dev.liverun.health.history;

import dev.liverun.api.problem.Conflict;
import java.util.UUID;

/** 409: a disabled endpoint is not called. */
final class EndpointDisabled extends Conflict {
    EndpointDisabled(UUID id) {
        super("endpoint-disabled", "Integration disabled", "The integration " + id + " is disabled; enable it first.");
    }
}
