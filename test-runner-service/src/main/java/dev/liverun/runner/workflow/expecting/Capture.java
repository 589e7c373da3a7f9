package dev.liverun.runner.workflow.expecting;

import org.jspecify.annotations.Nullable;

/**
 * Keeps a part of an answer for later steps.
 *
 * @param name how later steps call it
 * @param pattern its first group (or the whole match, if it has none) is kept; null keeps all
 * @param secret whether the value must not be recorded anywhere
 */
public record Capture(
        String name, Subject subject, @Nullable TextPattern pattern, boolean secret) {}
