package dev.liverun.events.contract;

/**
 * Why a session is paused.
 */
public enum PauseCause {
    /** A person paused. */
    MANUAL,
    /** A required integration is confirmed unhealthy. */
    SYSTEM
}
