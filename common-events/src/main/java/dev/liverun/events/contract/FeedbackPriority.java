package dev.liverun.events.contract;

/**
 * Specification: FeedbackReport. Declared in rising order.
 */
public enum FeedbackPriority {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
