package dev.liverun.events.contract;

/**
 * What a participant may do in a session.
 */
public enum ParticipantRole {
    TESTER,
    COMMENTER,
    OBSERVER
}
