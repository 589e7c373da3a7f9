package dev.liverun.runner.workflow;

import dev.liverun.runner.workflow.template.ValueTemplate;

/**
 * What a step spends.
 *
 * @param amount an exact decimal, as text or number; never a binary fraction
 * @param unit what it is counted in, e.g. {@code raw} or {@code EUR}
 */
public record Money(ValueTemplate amount, String unit) {}
