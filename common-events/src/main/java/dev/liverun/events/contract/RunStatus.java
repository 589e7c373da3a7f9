package dev.liverun.events.contract;

/**
 * The state of a run; {@code ERROR}: it could not be carried out.
 */
public enum RunStatus {
    RUNNING,
    PASSED,
    FAILED,
    ERROR,
    CANCELLED
}
