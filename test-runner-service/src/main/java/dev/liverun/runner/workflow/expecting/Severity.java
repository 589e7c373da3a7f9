package dev.liverun.runner.workflow.expecting;

/** How much an assertion that does not hold matters. */
public enum Severity {
    /** It is recorded and shown, and fails nothing. */
    WARNING,
    /** The step does not pass. */
    ERROR,
    /** And no further step is taken. */
    CRITICAL
}
