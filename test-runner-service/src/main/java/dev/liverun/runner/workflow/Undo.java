package dev.liverun.runner.workflow;

import dev.liverun.runner.workflow.template.ValueTemplate;

/**
 * Takes back what a step did.
 *
 * @param source as the document writes it, to be kept beside the intent
 */
public record Undo(RequestTemplate request, ValueTemplate source) {}
