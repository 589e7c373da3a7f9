package dev.liverun.runner.workflow.expecting;

import dev.liverun.runner.workflow.template.ValueTemplate;

/** Something that must hold for a step to be taken. */
public record Condition(ValueTemplate value, Predicate predicate) {}
