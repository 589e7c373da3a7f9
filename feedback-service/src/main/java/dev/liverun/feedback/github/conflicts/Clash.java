package dev.liverun.feedback.github.conflicts;

import org.jspecify.annotations.Nullable;

/**
 * One field that both sides changed differently.
 *
 * @param agreed what both had before
 */
public record Clash(String field, @Nullable String agreed, String ours, String theirs) {}
