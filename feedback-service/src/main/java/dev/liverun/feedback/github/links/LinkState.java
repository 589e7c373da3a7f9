package dev.liverun.feedback.github.links;

/**
 * How far a report's issue is on its way.
 *
 * <pre>
 *   PENDING ──▶ SENDING ──created──▶ LINKED ──▶ DETACHED (the issue is gone)
 *      ▲           │  └──refused──▶ FAILED (with the reason; a sync tries again)
 *      │        unclear
 *      │           ▼
 *      └─absent─ UNKNOWN ──found by its marker──▶ LINKED
 * </pre>
 *
 * What is UNKNOWN is never sent again before a quiet period of listings has shown that it is not there. The period begins when
 * the attempt has ended; one whose holder is gone, with its lease.
 */
public enum LinkState {
    PENDING,
    SENDING,
    UNKNOWN,
    LINKED,
    FAILED,
    DETACHED
}
