package dev.liverun.runner.workflow;

import java.util.Map;

/**
 * Values for the variables of one execution; each row is a test of its own.
 *
 * @param label tells it from the other rows
 */
public record DataRow(String label, Map<String, Object> values) {}
