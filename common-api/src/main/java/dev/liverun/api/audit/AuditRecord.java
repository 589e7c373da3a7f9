package dev.liverun.api.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An entry of the audit log, as operators see it. */
public record AuditRecord(
        UUID id,
        Instant at,
        String actor,
        String action,
        String targetType,
        String targetId,
        @Nullable String reason,
        Map<String, Object> details,
        @Nullable String correlationId) {}
