package dev.liverun.integrations;

/** Why a call is made. Gates may let one purpose pass and hold another; metrics carry it. */
public enum Purpose {
    HEALTH_CHECK,
    TEST,
    /** Tells our own people that something is wrong; goes on when everything else is halted. */
    NOTICE,
    /** Takes back what a test changed outside; goes on when everything else is halted. */
    UNDO
}
