package dev.liverun.runner.workflow;

import dev.liverun.runner.workflow.template.ValueTemplate;

/**
 * Takes a step once for each element of a list.
 *
 * @param in the list
 * @param as what the step calls the element
 */
public record ForEach(ValueTemplate in, String as) {}
