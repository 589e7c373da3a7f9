package dev.liverun.events.contract;

/**
 * The states of a test session (specification: TestSession, State Transitions).
 */
public enum SessionStatus {
    CREATED,
    ACTIVE,
    PAUSED,
    COMPLETED,
    FAILED
}
