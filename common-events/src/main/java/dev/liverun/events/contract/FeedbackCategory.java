package dev.liverun.events.contract;

/**
 * Specification: FeedbackReport.
 */
public enum FeedbackCategory {
    INTEGRATION,
    UX,
    PERFORMANCE,
    SECURITY,
    OTHER
}
