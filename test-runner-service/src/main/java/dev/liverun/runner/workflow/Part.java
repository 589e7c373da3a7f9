package dev.liverun.runner.workflow;

/** The part of a workflow that a step belongs to. */
public enum Part {
    /** Makes the test possible: if it does not pass, the test could not be carried out. */
    SETUP,
    /** The test. */
    MAIN,
    /** Cleans up, whatever happened before. */
    TEARDOWN
}
