package dev.liverun.runner.workflow;

import dev.liverun.runner.workflow.template.Template;
import dev.liverun.runner.workflow.template.ValueTemplate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request carries. */
public sealed interface BodyTemplate {

    /** Nothing. */
    record None() implements BodyTemplate {}

    /** {@code application/json}, unless the headers say otherwise. */
    record Json(ValueTemplate value) implements BodyTemplate {}

    /** {@code application/x-www-form-urlencoded}. */
    record Form(Map<String, ValueTemplate> fields) implements BodyTemplate {}

    /** {@code multipart/form-data}. */
    record Multipart(List<MultipartPart> parts) implements BodyTemplate {
        public Multipart {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A field or a file.
     *
     * @param filename null: a field
     * @param contentType null: none is said
     * @param base64 whether the content is base64 of what is sent
     */
    record MultipartPart(
            String name,
            Template content,
            @Nullable Template filename,
            @Nullable String contentType,
            boolean base64) {}

    /** Text as it is; the headers say what it is. */
    record Raw(Template text) implements BodyTemplate {}
}
