package dev.liverun.session.templates;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to change about a template; what is left out stays. The configuration is replaced as a whole. */
public record ChangeTemplateRequest(
        @Nullable @Size(max = 200) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String name,

        @Nullable @Size(max = 10_000) String description,
        @Nullable Map<String, Object> configuration) {}
