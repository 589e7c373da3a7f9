package dev.liverun.events.contract;

import org.jspecify.annotations.Nullable;

/**
 * One assertion (specification: TestResult.assertions).
 */
public record AssertionOutcome(
        String name, @Nullable Object expected, @Nullable Object actual, boolean passed) {}
