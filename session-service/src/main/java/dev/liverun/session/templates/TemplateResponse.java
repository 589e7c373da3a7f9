package dev.liverun.session.templates;

import dev.liverun.api.conditional.Versioned;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A template, as callers see it. */
public record TemplateResponse(
        UUID id,
        String name,
        @Nullable String description,
        Map<String, Object> configuration,
        String createdBy,
        Instant createdAt,
        long version)
        implements Versioned {

    static TemplateResponse of(SessionTemplate template) {
        return new TemplateResponse(
                template.id(),
                template.name(),
                template.description(),
                template.configuration(),
                template.createdBy(),
                template.createdAt(),
                template.version());
    }
}
