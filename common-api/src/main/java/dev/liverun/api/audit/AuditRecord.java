package dev.liverun.api.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
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
        JsonNode details,
        @Nullable String correlationId) {}
