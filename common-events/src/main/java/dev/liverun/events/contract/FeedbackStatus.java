package dev.liverun.events.contract;

/**
 * Specification: FeedbackReport.
 */
public enum FeedbackStatus {
    OPEN,
    IN_PROGRESS,
    RESOLVED,
    CLOSED
}
