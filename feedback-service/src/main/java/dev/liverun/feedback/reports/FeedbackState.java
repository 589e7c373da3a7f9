package dev.liverun.feedback.reports;

import java.util.EnumSet;
import java.util.Set;

/**
 * The states of a report (specification: FeedbackReport.status), declared by rank.
 *
 * <pre>
 *   OPEN ──▶ IN_PROGRESS ──▶ RESOLVED ──▶ CLOSED      forward, also over what lies between
 *     ▲           ▲              │           │
 *     └───────────┴── reopened ──┴───────────┘        clears resolved_at
 * </pre>
 */
public enum FeedbackState {
    OPEN,
    IN_PROGRESS,
    RESOLVED,
    CLOSED;

    /** Whether {@code resolved_at} is set. */
    public boolean isResolved() {
        return this == RESOLVED || this == CLOSED;
    }

    /** What may come next. */
    public Set<FeedbackState> legal() {
        return switch (this) {
            case OPEN -> EnumSet.of(IN_PROGRESS, RESOLVED, CLOSED);
            case IN_PROGRESS -> EnumSet.of(RESOLVED, CLOSED);
            case RESOLVED -> EnumSet.of(CLOSED, OPEN, IN_PROGRESS);
            case CLOSED -> EnumSet.of(OPEN, IN_PROGRESS);
        };
    }
}
