package dev.liverun.runner.retention;

import java.time.Instant;

/**
 * What retention would delete now.
 *
 * @param dryRun always true: nothing is deleted by asking
 * @param endedBefore sessions that ended before are concerned, and those that were purged
 */
public record RetentionResponse(boolean dryRun, Instant endedBefore, long runs, long results) {}
