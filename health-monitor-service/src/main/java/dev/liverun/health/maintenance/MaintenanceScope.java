package dev.liverun.health.maintenance;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An endpoint as far as maintenance windows choose it. */
public record MaintenanceScope(
        UUID endpointId, List<String> tags, @Nullable String group) {}
