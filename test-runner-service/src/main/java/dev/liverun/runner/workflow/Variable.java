package dev.liverun.runner.workflow;

import dev.liverun.runner.workflow.template.ValueTemplate;
import org.jspecify.annotations.Nullable;

/**
 * A value that the steps use.
 *
 * @param defaultValue what it is unless the test data says otherwise; null: the test data has to say
 */
public record Variable(String name, @Nullable ValueTemplate defaultValue) {}
