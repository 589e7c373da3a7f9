package dev.liverun.session.templates;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A template to save: a configuration, or that of a session.
 *
 * @param sessionId whose configuration is saved; then there is no {@code configuration}
 */
public record CreateTemplateRequest(
        @NotBlank @Size(max = 200) String name,
        @Nullable @Size(max = 10_000) String description,

        @Nullable @Schema(description = "See GET /sessions/configuration-schema.")
        Map<String, Object> configuration,

        @Nullable UUID sessionId) {}
