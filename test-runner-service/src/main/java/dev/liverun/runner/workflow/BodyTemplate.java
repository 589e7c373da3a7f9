package dev.liverun.runner.workflow;

import dev.liverun.runner.workflow.template.Template;
import dev.liverun.runner.workflow.template.ValueTemplate;
import java.util.Map;

/** What a request carries. */
public sealed interface BodyTemplate {

    /** Nothing. */
    record None() implements BodyTemplate {}

    /** {@code application/json}, unless the headers say otherwise. */
    record Json(ValueTemplate value) implements BodyTemplate {}

    /** {@code application/x-www-form-urlencoded}. */
    record Form(Map<String, ValueTemplate> fields) implements BodyTemplate {}

    /** Text as it is; the headers say what it is. */
    record Raw(Template text) implements BodyTemplate {}
}
