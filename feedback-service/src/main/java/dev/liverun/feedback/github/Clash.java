package dev.liverun.feedback.github;

import org.jspecify.annotations.Nullable;

/**
 * One field that both sides changed differently.
 *
 * @param agreed what both had before
 */
record Clash(String field, @Nullable String agreed, String ours, String theirs) {}
