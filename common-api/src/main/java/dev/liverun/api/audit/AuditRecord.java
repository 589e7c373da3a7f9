package dev.liverun.api.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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
        @Schema(type = SchemaType.OBJECT) JsonNode details,
        @Nullable String correlationId) {}
