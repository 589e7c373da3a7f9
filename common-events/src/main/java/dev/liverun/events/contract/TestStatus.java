package dev.liverun.events.contract;

/**
 * The outcome of a test (specification: TestResult).
 */
public enum TestStatus {
    PASSED,
    FAILED,
    SKIPPED,
    ERROR
}
