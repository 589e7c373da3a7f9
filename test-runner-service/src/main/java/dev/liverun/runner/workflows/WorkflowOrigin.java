package dev.liverun.runner.workflows;

/** Where a workflow comes from. */
public enum WorkflowOrigin {
    /** It comes with Liverun, and changes with its versions. */
    CATALOGUE,
    /** Somebody wrote it here. */
    USER
}
