package dev.liverun.session.results;

/**
 * A step that takes long, in milliseconds: on average and at most over those results in which it was among the slowest of
 * its test.
 */
public record SlowStep(
        String step, String testName, String integration, long results, long averageMs, long longestMs) {}
