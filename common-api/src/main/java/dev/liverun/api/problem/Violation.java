package dev.liverun.api.problem;

/**
 * A rule that a value breaks.
 *
 * @param field the JSON name, dotted and indexed from the body's root ({@code steps[2].url}), or the parameter's name
 * @param message what the value must be, for people
 */
public record Violation(String field, String message) {}
